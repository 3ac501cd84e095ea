using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A layer of a block of images with samples in lanes.</summary>
/// <param name="Of">What computes it otherwise.</param>
/// <param name="Weight">Its weight.</param>
internal abstract record LanesStep(WeightedSum Of, ParameterSlot Weight)
{
    /// <summary>Applied to its sums; null: none.</summary>
    public ActivationSpec? Activation { get; init; } = Of.Activation;
}

/// <summary>A convolution of 3x3 at stride 1.</summary>
/// <param name="Of">What computes it otherwise.</param>
/// <param name="Weight">The kernels.</param>
/// <param name="IsPooled">Whether the greatest of each two by two results is all that is stored.</param>
/// <param name="Kernels">Offset of the transformed kernels in the packed memory: [size of tiles][places][inputs][units].</param>
/// <param name="From">The image that it reads.</param>
/// <param name="To">The image that it gives.</param>
internal sealed record LanesConvolution(WeightedSum Of, ParameterSlot Weight, bool IsPooled, long Kernels, LanesPlanes From, LanesPlanes To) : LanesStep(Of, Weight)
{
    /// <summary>Whether it is computed in registers from its one plane; else its tiles are multiplied in memory.</summary>
    public bool ReadsOnePlane => From.Channels == 1;

    /// <summary>Results of a column that are computed.</summary>
    public int Down => Computed(From.Lines);

    /// <summary>Results of a line that are computed.</summary>
    public int Across => Computed(From.Pixels);

    /// <summary>Values of the transformed kernels.</summary>
    public static long KernelsLength(int inputs, int units) => (long)LanesTile.AllPlaces * inputs * Padding.Round(units);

    // A pool leaves an odd last one out; where there is none, an odd number is not for this form.
    private int Computed(WindowAxis axis) => axis.Positions / 2 * 2;
}

/// <summary>A multiplication.</summary>
/// <param name="Of">What computes it otherwise.</param>
/// <param name="Weight">The weight.</param>
/// <param name="Inputs">Its inputs.</param>
/// <param name="From">Where they lie, in vectors.</param>
/// <param name="To">Where the sums go, in vectors.</param>
internal sealed record LanesDense(WeightedSum Of, ParameterSlot Weight, int Inputs, long From, long To) : LanesStep(Of, Weight);
