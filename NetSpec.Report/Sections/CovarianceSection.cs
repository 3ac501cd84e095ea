using System.Globalization;
using NetSpec.Pruning;
using NetSpec.Report.VegaLite;

namespace NetSpec.Report;

/// <summary>Covariances before, in the order of choice, and after: the thesis's figures 5 to 7.</summary>
internal static class CovarianceSection
{
    private const int MostGroups = 12;

    // One unit of great variance would leave all others in the dark: beyond this share of the cells the colour stays the same.
    private const double Brightest = 0.98;

    public static Section? Of(RunFolder run)
    {
        if (run.Analysis is not { } analysis) return null;
        var drawn = analysis.Groups.Where(g => g.Parent is not null).Take(MostGroups).ToList();
        if (drawn.Count == 0) return null;
        var averaged = drawn.Exists(g => g.Parent!.Cells < g.Units);
        return new("covariances", "Covariances",
            "How the units of each layer vary together: as the trained network has them, with the kept units first, and of the pruned network."
            + (averaged ? $" Layers of more than {drawn.Max(g => g.Parent!.Cells)} units are drawn as means over neighbouring units." : "")
            + (analysis.PrunedSamples > 0 ? $" The pruned network was measured on {Figures.Count(analysis.PrunedSamples)} samples, before fine-tuning." : "")
            + (drawn.Count < analysis.Groups.Count ? $" The first {drawn.Count} of {analysis.Groups.Count} layers are drawn." : ""))
        { Figures = [.. drawn.SelectMany((g, i) => Draw(g, i))] };
    }

    private static IEnumerable<Figure> Draw(GroupAnalysis group, int number)
    {
        var parent = group.Parent!;
        var sizes = parent.Values.Select(Math.Abs).Order().ToList();
        var largest = Math.Max(sizes[(int)(Brightest * (sizes.Count - 1))], double.Epsilon);
        var signed = parent.Values.Min() < -0.01 * largest;
        var heading = Html.Of($"""
            <h3 class="group">{group.Name} <small>{group.Units} units, {group.Kept} kept, as {group.ReadBy} reads them; {(group.Centered ? "about the mean" : "not centred")}</small></h3>
            <div class="ramp"><i></i><span>{(signed ? new[] { -1, -0.5, 0, 0.5, 1 } : [0, 0.25, 0.5, 0.75, 1]).Select(t => Html.Of($"<b>{Value(t * largest)}</b>"))}</span></div>
            """);
        Figure Map(string id, string title, string reading, CovarianceMap map, int kept) => new($"covariance-{number + 1}-{id}", title, reading, Chart(map.Units, largest, signed, kept))
        {
            Matrix = new(map.Units, map.Cells, map.Values),
            Group = heading,
        };
        yield return Map("parent", "Before", "Bright off the diagonal: units that rise together, of which one can stand for the other.", parent, 0);
        if (group.Chosen is { } chosen)
            yield return Map("chosen", "Before, kept units first", $"The same with units in the order of choice; the square up to the line is kept.", chosen, group.Kept);
        if (group.Pruned is { } pruned)
            yield return Map("pruned", "After", "The kept units in the pruned network, in the same order: to be compared with the square within the line.", pruned, 0);
    }

    private static Chart Chart(int units, double largest, bool signed, int kept)
    {
        Channel Side(string field, bool reverse) => Channel.Number(field, "") with
        {
            Scale = new() { Domain = new[] { 0, units }, Nice = false, Reverse = reverse },
            Axis = new() { Grid = false, TickCount = 4, TickMinStep = 1, Format = "d" },
        };
        var color = Channel.Number("covariance") with
        {
            Scale = new() { Scheme = "cividis", Domain = new[] { signed ? -largest : 0, largest }, Clamp = true },
        };
        var layers = new List<Layer>
        {
            // A stroke of the fill's own colour: squares would otherwise be parted by hair lines.
            new(new("rect") { StrokeWidth = 0.7 }, new()
            {
                X = Side("x", false),
                Y = Side("y", true),
                X2 = new() { Field = "x2", Title = "" },
                Y2 = new() { Field = "y2", Title = "" },
                Color = color,
                Stroke = color,
                Tooltip = [Channel.Number("y", "unit"), Channel.Number("x", "and unit"), Channel.Number("covariance") with { Format = ".3~g" }],
            }),
        };
        if (kept > 0 && kept < units)
        {
            var edge = new Data([new { x = kept, x2 = 0, y = kept, y2 = 0 }]);
            layers.Add(new(new("rule") { Color = "#ffffff", StrokeWidth = 1.6 }, new() { X = Channel.Number("x", ""), Y = Channel.Number("y", ""), Y2 = new() { Field = "y2", Title = "" } }) { Data = edge });
            layers.Add(new(new("rule") { Color = "#ffffff", StrokeWidth = 1.6 }, new() { X = Channel.Number("x", ""), Y = Channel.Number("y", ""), X2 = new() { Field = "x2", Title = "" } }) { Data = edge });
        }
        return new() { Layer = layers, Width = null, Height = null };
    }

    private static string Value(double value) => value.ToString(Math.Abs(value) is < 0.01 or >= 1000 && value != 0 ? "0.0e+0" : "0.##", CultureInfo.InvariantCulture);
}
