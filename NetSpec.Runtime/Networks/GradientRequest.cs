using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>What a call of Gradient does beyond the loss and the parameters' gradient; the default is inference mode and nothing else.</summary>
public ref struct GradientRequest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Training mode: dropout draws noise, batch-norm uses batch statistics and updates its running ones.</summary>
    public bool Training;

    /// <summary>Seeds the noise of this step: the same seed gives the same noise for the same sample index, whatever the threads.</summary>
    public ulong Seed;

    /// <summary>Cross entropy against a distribution: targets are n * OutputSize probabilities instead of n classes.</summary>
    public bool SoftTargets;

    /// <summary>n weights: the loss is sum(w l) / sum(w). Empty: all 1.</summary>
    public ReadOnlySpan<T> SampleWeights;

    /// <summary>Receives the gradient by the input, n * InputSize values. Empty: not asked for.</summary>
    public Span<T> InputGradient;

    /// <summary>Receives the outputs of the forward pass, n * OutputSize values. Empty: not asked for.</summary>
    public Span<T> Outputs;

    /// <summary>Most threads to use, the caller's included; 0: as <see cref="Runtime.Threads.Limit"/> says. The result does not depend on it.</summary>
    public int Threads;
}
