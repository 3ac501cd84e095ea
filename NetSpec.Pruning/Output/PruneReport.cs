namespace NetSpec.Pruning;

/// <summary>What pruning did and what to expect of the result; <c>report.json</c>.</summary>
public sealed record PruneReport
{
    /// <summary>Class name of the pruned network.</summary>
    public required string Name { get; init; }

    /// <summary>Class name of the original.</summary>
    public required string Parent { get; init; }

    /// <summary>How it was asked for.</summary>
    public required ReportOptions Options { get; init; }

    /// <summary>Calibration samples, held-out ones included.</summary>
    public required long Samples { get; init; }

    /// <summary>Of those, held out.</summary>
    public required long HeldOutSamples { get; init; }

    /// <summary>Sizes of the original.</summary>
    public required ReportSize Before { get; init; }

    /// <summary>Sizes of the pruned network.</summary>
    public required ReportSize After { get; init; }

    /// <summary>The original on the held-out calibration samples.</summary>
    public required Quality Original { get; init; }

    /// <summary>
    /// The pruned network on the same samples, before any fine-tuning: what to expect. Their covariance took part in the choice, so it
    /// flatters a little.
    /// </summary>
    public required Quality Expected { get; init; }

    /// <summary>Groups that were free to be pruned, in spec order.</summary>
    public required IReadOnlyList<ReportGroup> Groups { get; init; }

    /// <summary>Groups that had to stay.</summary>
    public required IReadOnlyList<ReportRefusal> Refused { get; init; }

    /// <summary>What a person should know: ties that were dissolved, few samples, how a budget was spent.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The curve over rho; empty where widths were chosen otherwise.</summary>
    public required IReadOnlyList<RhoPoint> RhoCurve { get; init; }

    /// <summary>The time of one sample; null where the budget was another.</summary>
    public ReportLatency? Latency { get; init; }

    /// <summary>Where the time went.</summary>
    public required ReportSeconds Seconds { get; init; }
}

/// <summary>The options that shaped the result.</summary>
public sealed record ReportOptions(
    Criterion Criterion,
    Reconstruction Reconstruct,
    double Theta,
    double? Ridge,
    bool Centered,
    int MultipleOf,
    bool KeepTies,
    bool PruneInputs,
    ulong Seed)
{
    /// <summary>Takes them over.</summary>
    internal static ReportOptions Of(PruneOptions o) =>
        new(o.Criterion, o.Reconstruct, o.Theta, o.Ridge, o.Centered, o.MultipleOf, o.KeepTies, o.PruneInputs, o.Seed);
}

/// <summary>Size of a network.</summary>
public sealed record ReportSize(long Parameters, long Macs, IReadOnlyList<int> Widths);

/// <summary>Microseconds of one sample on this machine.</summary>
/// <param name="Budget">What was asked for.</param>
/// <param name="Original">Measured of the original network.</param>
/// <param name="Estimated">Of the pruned network by the plan's cost model; null where nobody estimates.</param>
/// <param name="Measured">Of the pruned network's regenerated code, once more at the end.</param>
public sealed record ReportLatency(double Budget, double Original, double? Estimated, double Measured);

/// <summary>One group of units.</summary>
/// <param name="Name">Path of the first producer.</param>
/// <param name="Members">Layers whose units these are.</param>
/// <param name="Before">Number of units before.</param>
/// <param name="After">And after.</param>
/// <param name="Kept">The kept units, ascending.</param>
/// <param name="Order">In order of choice.</param>
/// <param name="Scores">C after each choice.</param>
/// <param name="Score">The last of them.</param>
/// <param name="Rank">Numerical rank; null where the search ended before it showed.</param>
/// <param name="HeldOutError">Share of the readers' pre-activation variance that is lost on held-out samples, averaged over the
/// readers.</param>
/// <param name="Readers">The layers that read the units.</param>
/// <param name="Notes">What a person should know.</param>
public sealed record ReportGroup(
    string Name,
    IReadOnlyList<string> Members,
    int Before,
    int After,
    IReadOnlyList<int> Kept,
    IReadOnlyList<int> Order,
    IReadOnlyList<double> Scores,
    double Score,
    int? Rank,
    double HeldOutError,
    IReadOnlyList<ReportReader> Readers,
    IReadOnlyList<string> Notes)
{
    /// <summary>The width that was decided on; more than <see cref="After"/> where fewer units are independent.</summary>
    public int Asked { get; init; } = After;
}

/// <summary>One layer that reads pruned units.</summary>
/// <param name="Layer">Path.</param>
/// <param name="Method">How it was made up for.</param>
/// <param name="Ridge">Relative ridge; null where none was used.</param>
/// <param name="HeldOutError">Share of its pre-activation's variance that is lost on held-out samples.</param>
/// <param name="Note">Why it was done otherwise than asked for.</param>
public sealed record ReportReader(string Layer, Reconstruction Method, double? Ridge, double HeldOutError, string? Note);

/// <summary>A group that had to stay.</summary>
/// <param name="Name">Path of the first producer.</param>
/// <param name="Units">Number of units.</param>
/// <param name="Reason">Why.</param>
public sealed record ReportRefusal(string Name, int Units, string Reason);

/// <summary>Seconds by stage; <paramref name="Regenerate"/> is what the pruned spec took to compile.</summary>
public sealed record ReportSeconds(double Covariance, double Selection, double Reconstruction, double Regenerate);
