namespace NetSpec.Runtime;

/// <summary>Slices whose deltas are there: what the gradient of the parameters is computed from.</summary>
public readonly unsafe ref struct GradientWave<T>
    where T : unmanaged
{
    /// <summary>The slices in order, with workspaces as <see cref="NetworkKernels{T}.Gradient"/> has left them.</summary>
    public ReadOnlySpan<Slice<T>> Slices { get; init; }

    /// <summary>Parameter memory, which the update changes.</summary>
    public T* Parameters { get; init; }

    /// <summary>Packed copies; those of changed weights are changed along.</summary>
    public T* Packed { get; init; }

    /// <summary>Gradient of all parameters.</summary>
    public T* Gradient { get; init; }

    /// <summary>Whether there are slices before these, whose gradient lies in <see cref="Gradient"/>.</summary>
    public bool Adds { get; init; }

    /// <summary>Whether the slices were computed in training.</summary>
    public bool Training { get; init; }

    /// <summary>Takes the gradients of weights, after which their memory holds anything; null: gradients are only stored.</summary>
    public ParameterUpdate<T>? Update { get; init; }

    /// <summary>Rows of a slice.</summary>
    public int Rows(int slice, in WeightPlace of) => Slices[slice].Samples * of.RowsPerSample;

    /// <summary>What the multiplication read in a slice.</summary>
    public T* Input(int slice, in WeightPlace of) => of.Input < 0 ? Slices[slice].Input : Slices[slice].Workspace + of.Input;

    /// <summary>The gradient of what it gave.</summary>
    public T* Delta(int slice, in WeightPlace of) => Slices[slice].Workspace + of.Delta;
}

/// <summary>Where a multiplication's rows, weight and bias lie.</summary>
public readonly record struct WeightPlace
{
    /// <summary>First value of the input in the workspace; -1: the caller's.</summary>
    public long Input { get; init; }

    /// <summary>Values from row to row of the input.</summary>
    public int InputRow { get; init; }

    /// <summary>Values of a row of the input.</summary>
    public int Inputs { get; init; }

    /// <summary>First value of the output's gradient in the workspace.</summary>
    public long Delta { get; init; }

    /// <summary>Values from row to row of the output's gradient.</summary>
    public int DeltaRow { get; init; }

    /// <summary>Units.</summary>
    public int Units { get; init; }

    /// <summary>1, or the steps of a sequence.</summary>
    public int RowsPerSample { get; init; }

    /// <summary>First value of the weight in the parameter memory.</summary>
    public long Weight { get; init; }

    /// <summary>First value of the bias; -1: none.</summary>
    public long Bias { get; init; }

    /// <summary>First value of the weight's transposed copy in the packed memory; -1: none that training reads.</summary>
    public long Transposed { get; init; }
}
