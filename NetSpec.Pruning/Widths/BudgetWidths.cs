using System.Globalization;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>The widths with the least predicted loss within parameters or multiply-accumulates.</summary>
internal sealed record BudgetWidths(BudgetKind Kind, double Limit) : WidthChoice
{
    /// <inheritdoc/>
    internal override void Check(PruningGraph graph, PruneOptions options)
    {
        Check(Limit);
        var least = Cost(ResizedSpec.Resolve(graph, [.. graph.Groups.Select(g => WidthContext.Allowed(g, g.Size, options)[0])]));
        if (least > Limit) throw TooSmall(Limit, Unit, least);
    }

    private long Cost(ResolvedNetwork network) => Kind == BudgetKind.Parameters ? network.ParameterCount : network.Macs;

    /// <summary>Refuses a limit that is none.</summary>
    public static void Check(double limit)
    {
        if (!(limit > 0) || !double.IsFinite(limit))
            throw new InputException(FormattableString.Invariant($"A budget is above 0 and finite; found {limit}."));
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context)
    {
        var cost = CostModel.Of(context.Graph, Cost);
        var curves = LossCurves.Measure(context);
        int[][] allowed = [.. context.Graph.Groups.Select((g, i) => context.Allowed(i, context.Selector.Path(i, g.Size).Order.Count))];
        var widths = BudgetSearch.Solve(cost, curves, allowed, Limit) ?? throw TooSmall(Limit, Unit, cost.At([.. allowed.Select(a => a[0])]));
        return Decision(curves, widths, string.Create(CultureInfo.InvariantCulture, $"{cost.At(widths)} of {Limit} {Unit} spent"));
    }

    private string Unit => Kind == BudgetKind.Parameters ? "parameters" : "multiply-accumulates";

    /// <summary>A decision that says what was spent and what is lost by it.</summary>
    public static WidthDecision Decision(double[][] curves, int[] widths, string spent)
    {
        var loss = BudgetSearch.Loss(curves, widths).ToString("0.####", CultureInfo.InvariantCulture);
        return new(widths) { Notes = [$"{spent}; predicted added loss before reconstruction across layers: {loss}."] };
    }

    /// <summary>Even the narrowest network takes more.</summary>
    public static InputException TooSmall(double limit, string unit, double least) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The budget of {limit} {unit} is too small; the narrowest network takes {least}."));
}
