namespace NetSpec.Report.VegaLite;

/// <summary>Charts of several curves over one axis, each marked at a few places by its shape.</summary>
internal static class Curves
{
    private const int Marks = 8;

    /// <summary>The chart.</summary>
    /// <param name="names">The curves, in the order of their looks.</param>
    /// <param name="rows">Their points, each curve's in order of x.</param>
    /// <param name="x">Horizontal, of the field <c>x</c>.</param>
    /// <param name="y">Vertical, of the field <c>y</c>.</param>
    /// <param name="chosen">Points that stand out.</param>
    /// <param name="more">Drawn below everything.</param>
    public static Chart Draw(IReadOnlyList<string> names, IReadOnlyList<CurvePoint> rows, Channel x, Channel y, IReadOnlyList<CurvePoint>? chosen = null, params Layer[] more)
    {
        var places = new Encoding { X = x, Y = y };
        IReadOnlyList<Channel> tooltip = [Channel.Name("name", "layer"), Channel.Number("x", x.Title) with { Format = ".4~g" }, Channel.Number("y", y.Title) with { Format = ".4~g" }, Channel.Name("note", " ")];
        var marked = rows.GroupBy(r => r.Name).SelectMany((own, series) => Spaced([.. own], series)).ToList<object>();
        var layers = new List<Layer>(more)
        {
            new(new("line"), SeriesStyle.Lines(places, "name", names)),
            new(new("point") { Filled = true, Size = 36 }, SeriesStyle.Points(places with { Tooltip = tooltip }, "name", names)) { Data = new(marked) },
        };
        if (chosen is { Count: > 0 })
        {
            // Open, so that marks which lie upon each other are all seen.
            layers.Add(new(new("point") { Size = 230, StrokeWidth = 2.4 }, SeriesStyle.Points(places with { Tooltip = tooltip }, "name", names)) { Data = new([.. chosen]) });
        }
        return new() { Data = new([.. rows]), Layer = layers };
    }

    // Curves that lie upon each other are marked at different places.
    private static IEnumerable<CurvePoint> Spaced(List<CurvePoint> points, int series)
    {
        if (points.Count <= 2 * Marks) return points;
        return Enumerable.Range(0, Marks).Select(i => points[(int)((i + (((series * 3) % 7) / 7.0)) * (points.Count - 1) / Marks)]);
    }
}

/// <summary>A point of a curve.</summary>
internal sealed record CurvePoint(string Name, double X, double Y, string Note = "");
