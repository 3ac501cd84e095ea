namespace NetSpec.Report.Drawing;

/// <summary>One below another, joined by edges.</summary>
/// <param name="Nodes">At least one.</param>
internal sealed record Chain(IReadOnlyList<Node> Nodes) : Node(Nodes.Max(n => n.Width), Nodes.Sum(n => n.Height) + (Gap * (Nodes.Count - 1)))
{
    private const double Gap = 16;

    public override Html Draw(double x, double y)
    {
        var (parts, top, middle) = (new List<Html>(), y, x + (Width / 2));
        foreach (var node in Nodes)
        {
            if (top > y) parts.Add(Edge(middle, top - Gap + 1, middle, top - 1));
            parts.Add(node.Draw(middle - (node.Width / 2), top));
            top += node.Height + Gap;
        }
        return Html.Join(parts);
    }
}
