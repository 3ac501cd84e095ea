using System.Globalization;
using System.Text;
using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Sweep;

/// <summary>Ratios over widths as an SVG: both axes logarithmic, one line a batch size.</summary>
internal static class SweepPlot
{
    private const int Width = 720, Height = 400, Left = 60, Right = 90, Top = 20, Bottom = 45;
    private const double Least = 0.5, Most = 64;

    private static readonly string[] Colors = ["#1b6ca8", "#c0392b", "#2e7d32", "#8e44ad"];

    public static string Draw(IReadOnlyList<int> widths, IReadOnlyList<PeerResult> results)
    {
        var text = new StringBuilder();
        text.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n"));
        for (var ratio = Least; ratio <= Most; ratio *= 2) Line(text, Left, Y(ratio), Width - Right, Y(ratio), ratio == 1 ? "#555" : "#ddd", Figures.Times(ratio));
        Line(text, Left, Y(SweepCommand.Goal), Width - Right, Y(SweepCommand.Goal), "#e67e22", null);
        foreach (var width in widths.Where(int.IsPow2))
            text.Append(Invariant($"<text x=\"{X(width, widths):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{width}</text>\n"));
        text.Append(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">width</text>\n"));
        foreach (var (index, line) in results.GroupBy(r => r.Work).Index())
        {
            var points = line.Select(r => (X: X(int.Parse(r.Network[1..], CultureInfo.InvariantCulture), widths), Y: Y(r.Ratio))).ToList();
            text.Append(Invariant($"<polyline fill=\"none\" stroke=\"{Colors[index]}\" stroke-width=\"2\" points=\"{string.Join(' ', points.Select(p => Invariant($"{p.X:0.0},{p.Y:0.0}")))}\"/>\n"));
            text.Append(Invariant($"<text x=\"{Width - Right + 6}\" y=\"{Top + 14 + (16 * index)}\" fill=\"{Colors[index]}\">{line.Key}</text>\n"));
        }
        return text.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder text, double x1, double y1, double x2, double y2, string color, string? label)
    {
        text.Append(Invariant($"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"{color}\"/>\n"));
        if (label is not null) text.Append(Invariant($"<text x=\"{x1 - 6:0.0}\" y=\"{y1 + 4:0.0}\" text-anchor=\"end\">{label}</text>\n"));
    }

    private static double X(int width, IReadOnlyList<int> widths) =>
        Left + ((Width - Left - Right) * Math.Log((double)width / widths[0]) / Math.Log((double)widths[^1] / widths[0]));

    private static double Y(double ratio) =>
        Height - Bottom - ((Height - Top - Bottom) * Math.Log(Math.Clamp(ratio, Least, Most) / Least) / Math.Log(Most / Least));

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
