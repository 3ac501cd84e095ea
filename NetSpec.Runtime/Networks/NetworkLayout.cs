using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>Sizes that the generated kernels of a network need, and where they leave the layers' outputs.</summary>
public sealed record NetworkLayout
{
    /// <summary>Samples of one slice of inference or covariance.</summary>
    public required int SliceSamples { get; init; }

    /// <summary>Threads and slices cut a batch at multiples of so many samples, so that those left over are the same on any number of threads.</summary>
    public int CutSamples { get; init; } = 12;

    /// <summary>Samples of one slice of a gradient: the unit of threads and of the fixed reduction order.</summary>
    public required int GradientSliceSamples { get; init; }

    /// <summary>Values of a forward workspace.</summary>
    public required long ForwardWorkspace { get; init; }

    /// <summary>Values of a gradient workspace.</summary>
    public required long GradientWorkspace { get; init; }

    /// <summary>Values of a workspace of one time step; 0 where the network does not stream.</summary>
    public long StepWorkspace { get; init; }

    /// <summary>Values of a stream's state; 0 where the network does not stream.</summary>
    public int StateSize { get; init; }

    /// <summary>What training needs where a layer looks at the whole batch; null: slices of a gradient do not wait for each other.</summary>
    public WholeBatchLayout? WholeBatch { get; init; }

    /// <summary>Values of the packed copies.</summary>
    public required long Packed { get; init; }

    /// <summary>Whether one sample has unrolled code of its own.</summary>
    public required bool HasSingle { get; init; }

    /// <summary>Whether the forward pass reads packed copies.</summary>
    public required bool HasForwardCopies { get; init; }

    /// <summary>Whether two layers share a weight, whose gradient each slice then adds to twice.</summary>
    public bool SharesWeights { get; init; }

    /// <summary>Pieces of the parameters' gradient, see <see cref="NetworkKernels{T}.GatherGradient"/>; 0: each slice's gradient is a whole of its own.</summary>
    public int GradientPieces { get; init; }

    /// <summary>Weights that the backward pass hands to a <see cref="ParameterUpdate{T}"/> as soon as their gradients are there.</summary>
    public ImmutableArray<string> UpdatedInBackward { get; init; } = [];

    /// <summary>Where each layer's output lies after a forward slice.</summary>
    public required ImmutableArray<LayerBuffer> Buffers { get; init; }
}

/// <summary>A network whose training looks at whole batches: slices go through stages together, and each keeps its workspace until the last.</summary>
/// <param name="Layer">The layer with the fewest rows a sample among those that need the batch.</param>
/// <param name="RowsPerSample">Its rows a sample: 1, or the pixels of an image.</param>
/// <param name="Stages">Stages of a gradient, each needing what every slice computed in those before.</param>
public sealed record WholeBatchLayout(string Layer, int RowsPerSample, int Stages);

/// <summary>Where a layer's output lies.</summary>
/// <param name="Path">The layer.</param>
/// <param name="Offset">First value in the workspace; -1 where it is the network's input itself.</param>
/// <param name="Stride">Values from row to row.</param>
/// <param name="RowsPerSample">1, the steps of a sequence or the pixels of an image.</param>
/// <param name="Width">Units; an image's channels.</param>
public sealed record LayerBuffer(string Path, long Offset, int Stride, int RowsPerSample, int Width);
