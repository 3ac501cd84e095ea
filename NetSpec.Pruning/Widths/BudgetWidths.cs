using System.Globalization;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>The widths with the least predicted loss within parameters, multiply-accumulates or microseconds.</summary>
internal sealed record BudgetWidths(BudgetKind Kind, double Limit, Func<NetworkSpec, double>? Latency) : WidthChoice
{
    private const int LatencyTrials = 10;

    /// <inheritdoc/>
    internal override void Check(PruningGraph graph)
    {
        if (!(Limit > 0) || !double.IsFinite(Limit))
            throw new InputException(FormattableString.Invariant($"A budget is above 0 and finite; found {Limit}."));
        if (Kind == BudgetKind.Latency && Latency is null) throw new InputException("A latency budget needs a way to measure latency.");
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context)
    {
        var cost = CostModel.Of(context.Graph, n => Kind == BudgetKind.Parameters ? n.ParameterCount : n.Macs);
        var curves = LossCurves.Measure(context);
        int[][] allowed = [.. context.Graph.Groups.Select((g, i) => context.Allowed(i, context.Selector.Path(i, g.Size).Order.Count))];
        if (Kind == BudgetKind.Latency) return WithinLatency(context, cost, curves, allowed);
        var widths = BudgetSearch.Solve(cost, curves, allowed, Limit) ?? throw TooSmall(cost.At([.. allowed.Select(a => a[0])]));
        return Decision(curves, widths, string.Create(CultureInfo.InvariantCulture, $"{cost.At(widths)} of {Limit} {Unit} spent"));
    }

    private string Unit => Kind switch
    {
        BudgetKind.Parameters => "parameters",
        BudgetKind.Macs => "multiply-accumulates",
        _ => "microseconds",
    };

    // Latency rises with the multiply-accumulates along the best widths, so those are bisected until the measured time fits.
    private WidthDecision WithinLatency(WidthContext context, CostModel macs, double[][] curves, int[][] allowed)
    {
        double MeasureOf(int[] widths) => Latency!(ResizedSpec.Of(context.Graph, widths));
        int[] best = [.. allowed.Select(a => a[0])];
        int[] largest = [.. allowed.Select(a => a[^1])];
        var (low, high) = (macs.At(best), macs.At(largest));
        var time = MeasureOf(best);
        if (time > Limit) throw TooSmall(time);
        if (MeasureOf(largest) is var whole && whole <= Limit) (best, time, low) = (largest, whole, high);
        for (var trial = 0; trial < LatencyTrials && high - low >= 1; trial++)
        {
            var middle = (low + high) / 2;
            var widths = BudgetSearch.Solve(macs, curves, allowed, middle)!;
            var measured = MeasureOf(widths);
            if (measured <= Limit) (best, time, low) = (widths, measured, middle);
            else high = middle;
        }
        return Decision(curves, best, string.Create(CultureInfo.InvariantCulture, $"{time:0.###} of {Limit} microseconds measured"));
    }

    private static WidthDecision Decision(double[][] curves, int[] widths, string spent)
    {
        var loss = BudgetSearch.Loss(curves, widths).ToString("0.####", CultureInfo.InvariantCulture);
        return new(widths) { Notes = [$"{spent}; predicted added loss before reconstruction across layers: {loss}."] };
    }

    private InputException TooSmall(double least) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The budget of {Limit} {Unit} is too small; the narrowest network takes {least}."));
}
