namespace NetSpec.Report.Drawing;

/// <summary>Several ways side by side that begin at one value and end in one layer, such as a residual's body and its shortcut.</summary>
/// <param name="Ways">A chain each; null: the value itself.</param>
/// <param name="Join">Name of the layer that joins them.</param>
/// <param name="Help">Said when one points at it.</param>
internal sealed record Fork(IReadOnlyList<Chain?> Ways, string Join, string Help)
    : Node(Math.Max(LeastWidth, Ways.Sum(WidthOf) + (Between * (Ways.Count - 1)) + (2 * Margin)), Ways.Max(w => w?.Height ?? 0) + Top + Bottom)
{
    private const double Margin = 14;
    private const double Between = 14;
    private const double Top = 30;
    private const double Bottom = 58;
    private const double IdentityWidth = 46;
    private const double LeastWidth = 150;

    public override Html Draw(double x, double y)
    {
        var (middle, join) = (x + (Width / 2), y + Height - 30);
        var parts = new List<Html>
        {
            Html.Of($"<rect class=\"nest\" x=\"{x + 0.5}\" y=\"{y + 0.5}\" width=\"{Width - 1}\" height=\"{Height - 1}\" rx=\"12\"/><circle class=\"tip\" cx=\"{middle}\" cy=\"{y + 6}\" r=\"2.5\"/>"),
        };
        var left = x + Margin;
        foreach (var way in Ways)
        {
            var center = left + (WidthOf(way) / 2);
            if (way is null)
            {
                parts.Add(Html.Of($"<path class=\"edge\" d=\"M{middle} {y + 6}C{middle} {y + 26} {center} {y + 10} {center} {y + Top + 6}V{join - 34}\"/>"));
                parts.Add(Edge(center, join - 34, middle, join - 1));
            }
            else
            {
                parts.Add(Edge(middle, y + 6, center, y + Top - 1));
                parts.Add(way.Draw(left, y + Top));
                parts.Add(Edge(center, y + Top + way.Height, middle, join - 1));
            }
            left += WidthOf(way) + Between;
        }
        parts.Add(Html.Of($"<text class=\"name middle\" x=\"{middle}\" y=\"{join + 15}\"><title>{Help}</title>{Fit(Join, Width - 16, 8.2)}</text>\n"));
        return Html.Join(parts);
    }

    private static double WidthOf(Chain? way) => way?.Width ?? IdentityWidth;
}
