using NetSpec.Spec;

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
    /// <param name="latency">For <see cref="BudgetKind.Latency"/>: measures and estimates specs.</param>
    public static WidthChoice Budget(BudgetKind kind, double limit, LatencyMeter? latency = null) =>
        kind == BudgetKind.Latency ? new LatencyWidths(limit, latency) : new BudgetWidths(kind, limit);

    /// <summary>Degrees of freedom, balanced by rho.</summary>
    public static WidthChoice DegreesOfFreedom(double rho) => new RhoWidths(rho);

    /// <summary>Refuses bad values before anything is measured.</summary>
    internal abstract void Check(PruningGraph graph, PruneOptions options);

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

    /// <summary>What a pruned spec's time is, where that was the budget.</summary>
    public Func<NetworkSpec, ReportLatency>? Latency { get; init; }
}

/// <summary>What widths are decided from.</summary>
internal sealed record WidthContext(
    PruningGraph Graph,
    GroupSelector Selector,
    IReadOnlyDictionary<string, ReadStatistics> Statistics,
    NetworkWeights Weights,
    MeasuredNetwork Parent,
    CalibrationData Data,
    PruneOptions Options,
    INetworkFactory Factory,
    bool AsDoubles)
{
    /// <summary>
    /// The widths that a group may get when they are not given, up to one: multiples of what was asked for, or all where it has fewer units.
    /// Where its units are split into runs, each keeps equally many.
    /// </summary>
    public int[] Allowed(int group, int most) => Allowed(Graph.Groups[group], most, Options);

    /// <summary>The same before anything is measured.</summary>
    public static int[] Allowed(UnitGroup group, int most, PruneOptions options)
    {
        int[] even = [.. Enumerable.Range(1, Math.Max(most / group.Runs, 1)).Select(i => i * group.Runs)];
        int[] multiples = [.. even.Where(width => width % options.MultipleOf == 0)];
        return multiples.Length > 0 ? multiples : even;
    }

    /// <summary>A width rounded up to an allowed one, or down to the largest.</summary>
    public int RoundUp(int group, int width) =>
        Allowed(group, Graph.Groups[group].Size) is var allowed && allowed[^1] >= width
            ? allowed.First(w => w >= width)
            : allowed[^1];
}
