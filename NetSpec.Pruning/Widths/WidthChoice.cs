namespace NetSpec.Pruning;

/// <summary>How many units each group keeps: one of four ways, each a file beside this one.</summary>
public abstract record WidthChoice
{
    /// <summary>One number per free group, in spec order.</summary>
    public static WidthChoice Given(params int[] widths) => new GivenWidths([.. widths]);

    /// <summary>The fewest units of each group that reach a score C.</summary>
    public static WidthChoice Alpha(double alpha) => new AlphaWidths(alpha);

    /// <summary>The best network within a cost.</summary>
    /// <param name="kind">What is counted.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="latency">For <see cref="BudgetKind.Latency"/>: measures a spec, in microseconds.</param>
    public static WidthChoice Budget(BudgetKind kind, double limit, Func<Spec.NetworkSpec, double>? latency = null) => new BudgetWidths(kind, limit, latency);

    /// <summary>Degrees of freedom, balanced by rho.</summary>
    public static WidthChoice DegreesOfFreedom(double rho) => new RhoWidths(rho);

    /// <summary>Refuses bad values before anything is measured.</summary>
    internal abstract void Check(PruningGraph graph);

    /// <summary>Decides.</summary>
    internal abstract WidthDecision Decide(WidthContext context);
}

/// <summary>What a budget counts.</summary>
public enum BudgetKind
{
    /// <summary>Trainable values.</summary>
    Parameters,
    /// <summary>Multiply-accumulates of one sample.</summary>
    Macs,
    /// <summary>Microseconds of one sample, measured.</summary>
    Latency,
}

/// <summary>Widths, and how they came about.</summary>
/// <param name="Widths">One per free group.</param>
internal sealed record WidthDecision(int[] Widths)
{
    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The curve over rho, where degrees of freedom decided.</summary>
    public IReadOnlyList<RhoPoint> RhoCurve { get; init; } = [];
}

/// <summary>What widths are decided from.</summary>
internal sealed record WidthContext(
    PruningGraph Graph,
    GroupSelector Selector,
    IReadOnlyDictionary<string, ReadStatistics> Statistics,
    NetworkWeights Weights,
    NetworkRunner Parent,
    CalibrationData Data,
    PruneOptions Options,
    INetworkFactory Factory,
    bool AsDoubles)
{
    /// <summary>The widths that a group of a size may get when they are not given: multiples of what was asked for, or all where it has fewer units.</summary>
    public int[] Allowed(int most)
    {
        int[] multiples = [.. Enumerable.Range(1, most / Options.MultipleOf).Select(i => i * Options.MultipleOf)];
        return multiples.Length > 0 ? multiples : [.. Enumerable.Range(1, most)];
    }

    /// <summary>A width rounded up to an allowed one, or down to the largest.</summary>
    public int RoundUp(int width, int size) => Allowed(size) is var allowed && allowed.Any(w => w >= width) ? allowed.First(w => w >= width) : allowed[^1];
}
