using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>Sizes that a network's kernels on a device need, and which rows they can be asked for.</summary>
public sealed record DeviceLayout
{
    /// <summary>Samples of one run of inference, so that copying one run overlaps computing the other.</summary>
    public required int ForwardSamples { get; init; }

    /// <summary>Samples of one run that keeps every layer's output: gradients, covariances, observers.</summary>
    public required int GradientSamples { get; init; }

    /// <summary>The layer that needs the whole batch in training, and its rows a sample; null: a gradient may be cut into runs.</summary>
    public DeviceBatch? WholeBatch { get; init; }

    /// <summary>Each layer's output, the network's input first, with the path "".</summary>
    public required ImmutableArray<DeviceBuffer> Buffers { get; init; }
}

/// <summary>A layer that needs the whole batch in training.</summary>
/// <param name="Layer">Its path.</param>
/// <param name="RowsPerSample">Its rows a sample: 1, or the pixels of an image.</param>
/// <param name="MaxSamples">Samples whose values the kernels' 32-bit indices reach.</param>
public sealed record DeviceBatch(string Layer, int RowsPerSample, int MaxSamples);

/// <summary>A layer's output on a device: rows without padding.</summary>
/// <param name="Path">The layer.</param>
/// <param name="RowsPerSample">1, the steps of a sequence or the pixels of an image.</param>
/// <param name="Width">Units; an image's channels.</param>
public sealed record DeviceBuffer(string Path, int RowsPerSample, int Width);

/// <summary>One run of a gradient on a device.</summary>
public ref struct DeviceGradient
{
    /// <summary>The run's samples.</summary>
    public ReadOnlySpan<float> Input;

    /// <summary>Their targets.</summary>
    public ReadOnlySpan<float> Target;

    /// <summary>Their weights; empty: all 1.</summary>
    public ReadOnlySpan<float> SampleWeights;

    /// <summary>Receives the gradient by the input; empty: not asked for.</summary>
    public Span<float> InputGradient;

    /// <summary>Receives the outputs; empty: not asked for.</summary>
    public Span<float> Outputs;

    /// <summary>Number of samples.</summary>
    public int Samples;

    /// <summary>1 / (sum of the call's sample weights), and for element-wise losses / outputs.</summary>
    public float Scale;

    /// <summary>Training mode.</summary>
    public bool Training;

    /// <summary>Targets are distributions.</summary>
    public bool SoftTargets;

    /// <summary>Add to the gradient that is there: every run after the first.</summary>
    public bool Accumulate;

    /// <summary>Only the loss is wanted.</summary>
    public bool LossOnly;

    /// <summary>Seed of the call's noise.</summary>
    public ulong Seed;

    /// <summary>Index of the first sample in the call.</summary>
    public long FirstSample;
}
