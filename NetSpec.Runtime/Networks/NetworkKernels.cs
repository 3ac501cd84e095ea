using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// The generated kernels of one network for one vector path: pointers and 64-byte aligned memory on this side, checked spans on the other;
/// <see cref="NetworkRunner{T}"/> is the door between them.
/// </summary>
public abstract unsafe class NetworkKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Brings the copies up to date that the forward pass reads (transposed or negated ties, constants).</summary>
    public abstract void RefreshForward(T* parameters, T* packed);

    /// <summary>Brings the transposed panels up to date that the backward pass reads.</summary>
    /// <param name="parameters">Parameter memory.</param>
    /// <param name="packed">Packed copies.</param>
    /// <param name="ofInput">Those too that only a gradient by the input reads: the first layer's are often the largest, and training needs none.</param>
    public abstract void RefreshBackward(T* parameters, T* packed, bool ofInput);

    /// <summary>One sample by fully unrolled code. Only where <see cref="NetworkLayout.HasSingle"/>.</summary>
    public virtual void Single(T* input, T* parameters, T* packed, T* output) => throw new NotSupportedException();

    /// <summary>Inference over a slice; every layer's output stays in the workspace.</summary>
    public abstract void Forward(in Slice<T> slice);

    /// <summary>One time step of one stream. Only where the network is an <see cref="IStreamingNetwork{T}"/>.</summary>
    public virtual void Step(in Slice<T> slice, T* state) => throw new NotSupportedException();

    /// <summary>
    /// Loss of a slice times its scale, and its gradient where the slice asks for it. In training of a network with a
    /// <see cref="NetworkLayout.WholeBatch"/> one stage of that, and the loss from one of the stages, 0 from the others.
    /// </summary>
    public abstract double Gradient(in GradientSlice<T> slice);

    /// <summary>
    /// The gradient of some parameters over several slices, in their order, where <see cref="NetworkLayout.GradientPieces"/> says that
    /// <see cref="Gradient"/> leaves it to this. Pieces know nothing of each other.
    /// </summary>
    public virtual void GatherGradient(in GradientWave<T> wave, int piece) => throw new NotSupportedException();

    /// <summary>products += rows^T rows, upper triangle, float64 throughout.</summary>
    /// <param name="panels">count rows, aligned, zero-padded, in panels of 32 units (one of 16 at the end where that is enough): panel, row, unit.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="products">units x units, row-major, units = padded width.</param>
    /// <param name="units">Padded width, a multiple of 16.</param>
    public abstract void AddProducts(double* panels, int count, double* products, int units);

    /// <summary>The same with float32 sums over these rows (at most 256), added up in float64.</summary>
    public abstract void AddProductsBlocked(float* panels, int count, double* products, int units);
}

/// <summary>What a forward kernel works on.</summary>
public unsafe struct Slice<T>
    where T : unmanaged
{
    /// <summary>First sample.</summary>
    public T* Input;

    /// <summary>Where the outputs go; null where only the workspace is wanted.</summary>
    public T* Output;

    /// <summary>Parameter memory.</summary>
    public T* Parameters;

    /// <summary>Packed copies.</summary>
    public T* Packed;

    /// <summary>Workspace.</summary>
    public T* Workspace;

    /// <summary>Number of samples, at most those of a slice.</summary>
    public int Samples;
}

/// <summary>What a gradient kernel works on.</summary>
public unsafe struct GradientSlice<T>
    where T : unmanaged
{
    /// <summary>Input, output (null: not wanted), parameters, workspace, samples.</summary>
    public Slice<T> Forward;

    /// <summary>Targets of these samples.</summary>
    public T* Target;

    /// <summary>Weights of these samples; null: all 1.</summary>
    public T* SampleWeights;

    /// <summary>Gradient of the parameters; null: the loss alone.</summary>
    public T* Gradient;

    /// <summary>Gradient by the input of these samples; null: not asked for.</summary>
    public T* InputGradient;

    /// <summary>Add to the gradient instead of overwriting it: every slice after the first.</summary>
    public bool Accumulate;

    /// <summary>Takes the gradients of <see cref="NetworkLayout.UpdatedInBackward"/>, after which their memory holds anything; null: gradients are only stored.</summary>
    public ParameterUpdate<T>? Update;

    /// <summary>Loss of the slices before this one; only with an update.</summary>
    public double LossBefore;

    /// <summary>Dropout draws noise.</summary>
    public bool Training;

    /// <summary>Targets are distributions.</summary>
    public bool SoftTargets;

    /// <summary>1 / (sum of the call's sample weights), and for element-wise losses / outputs.</summary>
    public T Scale;

    /// <summary>Seed of the call's noise.</summary>
    public ulong Seed;

    /// <summary>Index of the first sample in the call, so that noise does not depend on slices.</summary>
    public long FirstSample;

    /// <summary>The stage to compute; only in training, and where a layer needs the whole batch.</summary>
    public BatchStage<T> Batch;

    /// <summary>Whether an update refuses the loss, so that no gradient is needed.</summary>
    /// <param name="loss">Loss of this slice.</param>
    public readonly bool IsRefused(double loss) => Update is { } update && !update.Begin(LossBefore + loss);
}

/// <summary>One stage of a training step over a batch whose slices look at each other: the same for every slice.</summary>
public unsafe struct BatchStage<T>
    where T : unmanaged
{
    /// <summary>Number of the stage.</summary>
    public int Stage;

    /// <summary>Workspaces of all slices, in order. A slice reads what the others wrote in stages before, and writes to its own alone.</summary>
    public T** Workspaces;

    /// <summary>Number of slices.</summary>
    public int Slices;

    /// <summary>Samples of every slice but the last.</summary>
    public int SliceSamples;

    /// <summary>Samples of the batch.</summary>
    public int Samples;
}
