namespace NetSpec.Report.Drawing;

/// <summary>A line of text without a card: layers that hold no multiplications, and the two ends of the network.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Help">Said when one points at it.</param>
/// <param name="LineWidth">In pixels.</param>
internal sealed record Line(string Text, string Help, double LineWidth) : Node(LineWidth, 20)
{
    public override Html Draw(double x, double y) => Html.Of(
        $"<text class=\"quiet middle\" x=\"{x + (Width / 2)}\" y=\"{y + 14}\"><title>{Help}</title>{Fit(Text, Width, 6.6)}</text>\n");
}
