using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A layer that <see cref="ImagesInLanes"/> has.</summary>
/// <param name="Of">What computes it otherwise.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Grid">A convolution's windows; null: a multiplication.</param>
/// <param name="IsPooled">Whether a maxpool of two by two stands in its epilogue.</param>
internal sealed record ImageLayer(WeightedSum Of, ParameterSlot Weight, WindowGrid? Grid, bool IsPooled)
{
    /// <summary>Applied to its sums; null: none.</summary>
    public ActivationSpec? Activation { get; init; } = Of.Activation;

    /// <summary>Channels or units that it gives.</summary>
    public int Units => Of.Output.Width;

    /// <summary>Channels or units that it reads.</summary>
    public int Inputs => Weight.Spec.Shape[1];

    /// <summary>An operation of inference as such a layer; null where it is none.</summary>
    public static ImageLayer? From(Operation operation) => operation switch
    {
        WeightedSum { Folded: not null } => null,
        PooledConvolution o => Convolution(o, o.Weight, o.Grid, isPooled: true),
        ConvolvePlanes o => Convolution(o, o.Weight, o.Grid, isPooled: false),
        Convolve { Groups: 1 } o => Convolution(o, o.Weight, o.Grid, o is Winograd { Pool: not null }),
        DotProducts o => new(o, o.Weight, null, false),
        Gemm { Weight.IsHome: true, Input.RowsPerSample: 1 } o => new(o, o.Weight.Owner, null, false),
        _ => null,
    };

    // Results are computed two by two: without a pool, which leaves an odd last one out, their number must be even.
    private static ImageLayer? Convolution(WeightedSum of, ParameterSlot weight, WindowGrid grid, bool isPooled) =>
        PooledConvolution.Suits(grid) && Suits(grid.Lines, isPooled) && Suits(grid.Pixels, isPooled) ? new(of, weight, grid, isPooled) : null;

    private static bool Suits(WindowAxis axis, bool isPooled) => axis.Positions >= 2 && (isPooled || axis.Positions % 2 == 0);
}
