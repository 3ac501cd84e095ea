using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Gathers a <see cref="PruneAnalysis"/> after the choice is made: nothing in it decides anything.</summary>
internal static class AnalysisStage
{
    // The eigenvalues of 1,500 units take seconds, and the time grows with the third power.
    private const int LargestSpectrum = 1500;
    private const int LargestMap = 128;

    // Values of all maps together; a value takes about eight bytes of text.
    private const int MostValues = 250_000;
    private const int MostPrunedSamples = 10_000;

    private static readonly double[] Lambdas = Digits.Round(Enumerable.Range(0, 61).Select(i => Math.Pow(10, -6 + (i / 6.0))), 5);

    /// <summary>Gathers it.</summary>
    /// <param name="context">What the widths were decided from.</param>
    /// <param name="choices">The kept units of each group.</param>
    /// <param name="decision">The widths.</param>
    /// <param name="pruned">The pruned network, reconstructed.</param>
    public static PruneAnalysis Gather(WidthContext context, IReadOnlyList<GroupChoice> choices, WidthDecision decision, PrunedNetwork pruned)
    {
        var (graph, data) = (context.Graph, context.Data.AtMost(MostPrunedSamples));
        var measured = Measure(pruned, data, context.Options);
        // Three triangles a group.
        var cells = Math.Min(LargestMap, (int)Math.Sqrt(2.0 * MostValues / (3 * graph.Groups.Length)));
        var spectra = graph.Groups.Select((group, g) => Spectra(context, g, group.Size)).ToList();
        var groups = graph.Groups.Select((_, g) => Group(context, g, choices[g], spectra[g], measured, cells)).ToList();
        var curve = decision.RhoCurve.Count > 0 || spectra.Exists(s => s.Count == 0) ? decision.RhoCurve : RhoCurve.Of(context, spectra);
        return new(context.Data.Count, measured.Count > 0 ? data.Count : 0, Lambdas, groups, [.. curve.Select(Rounded)], (context.Options.Widths as RhoWidths)?.Rho);
    }

    private static IReadOnlyList<DegreesOfFreedom> Spectra(WidthContext context, int group, int units) =>
        units > LargestSpectrum ? [] : RhoCurve.Spectra(context, group);

    private static GroupAnalysis Group(
        WidthContext context, int index, GroupChoice choice, IReadOnlyList<DegreesOfFreedom> spectra, IReadOnlyDictionary<string, UnitStatistics> measured, int cells)
    {
        var group = context.Graph.Groups[index];
        var reader = context.Graph.ReadersOf(index).First().Reader;
        var covariance = context.Selector.Views(index)[0].Covariance;
        var isCentered = context.Options.Centered && LayerPrunings.ReaderOf(reader).HasBias(reader.Layer);
        var path = context.Selector.Path(index, choice.Order.Length);
        int[] all = [.. Enumerable.Range(0, group.Size)];
        int[] chosen = [.. choice.Order.Concat(path.Order).Concat(all).Distinct()];
        int[] places = [.. choice.Order.Select(unit => Array.IndexOf(choice.Kept, unit))];
        return new(
            group.Name,
            group.Size,
            choice.Order.Length,
            reader.Key,
            isCentered,
            spectra.Count == 0 ? [] : Relative(spectra[0].Eigenvalues),
            Digits.Round(spectra.Count == 0 ? [] : Lambdas.Select(l => spectra.Average(s => s.At(l * s.Scale))), 5),
            path.Order,
            Digits.Round(path.Scores, 6),
            Digits.Round(choice.Scores[^1], 6),
            CovarianceMap.Of(covariance, all, cells),
            CovarianceMap.Of(covariance, chosen, cells),
            measured.GetValueOrDefault(group.Name) is { } own && own.Units == places.Length ? CovarianceMap.Of(own.Covariance(isCentered), places, cells) : null);
    }

    // What the first reader of each group reads in the pruned network, by group, measured as the parent's was.
    private static Dictionary<string, UnitStatistics> Measure(PrunedNetwork pruned, CalibrationData data, PruneOptions options)
    {
        var graph = PruningGraph.Build(pruned.Spec, options);
        var statistics = CovarianceStage.Measure(pruned.Runner, data, graph);
        return Enumerable.Range(0, graph.Groups.Length).ToDictionary(g => graph.Groups[g].Name, g =>
        {
            var (reader, segment) = graph.ReadersOf(g).First();
            return statistics[reader.Key].All.Slice(segment.Offset, segment.Size);
        });
    }

    private static double[] Relative(IReadOnlyList<double> eigenvalues)
    {
        double[] sorted = [.. eigenvalues.OrderDescending()];
        return sorted[0] > 0 ? Digits.Round(sorted.Select(v => v / sorted[0]), 4) : sorted;
    }

    private static RhoPoint Rounded(RhoPoint point) => new(
        Digits.Round(point.Rho, 6), Digits.Round(point.Lambdas, 5), Digits.Round(point.DegreesOfFreedom, 5), point.Widths, Digits.Round(point.Objective, 6));
}
