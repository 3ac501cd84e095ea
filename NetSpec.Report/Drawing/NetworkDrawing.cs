using NetSpec.Spec;

namespace NetSpec.Report.Drawing;

/// <summary>Draws a network from its spec, layer by layer from the top; the same layers of two networks lie at the same height.</summary>
internal sealed class NetworkDrawing
{
    private const double CardWidth = 290;
    private const double InnerWidth = 176;

    // Wider drawings scroll instead of shrinking until nobody can read them.
    private const double LargeFrom = 420;

    private readonly ResolvedNetwork _network;
    private readonly Dictionary<string, int> _before;
    private readonly int _widest;

    private NetworkDrawing(ResolvedNetwork network, ResolvedNetwork before)
    {
        _network = network;
        _before = before.AllLayers().ToDictionary(l => l.Path, l => Units(l.Output), StringComparer.Ordinal);
        _widest = before.AllLayers().Where(IsCard).Select(l => Units(l.Output)).DefaultIfEmpty(1).Max();
    }

    /// <summary>The drawing as SVG.</summary>
    /// <param name="network">What is drawn.</param>
    /// <param name="before">The network that it was pruned from; itself where it was not.</param>
    public static Html Of(ResolvedNetwork network, ResolvedNetwork before)
    {
        var root = new NetworkDrawing(network, before).Root();
        return Html.Of($"""
            <svg class="{(root.Width > LargeFrom ? "large" : "")}" viewBox="0 0 {root.Width} {root.Height}" width="{root.Width}" height="{root.Height}" role="img" aria-label="The layers of {network.Spec.Name}, first to last">
            {root.Draw(0, 0)}</svg>
            """);
    }

    private Chain Root()
    {
        var spec = _network.Spec;
        Line input = new($"input {spec.Input}", "Shape of one sample", CardWidth);
        Line output = new($"output {_network.Output}, loss {string.Concat(spec.Loss.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()))}", "Shape of one output, and what training minimises", CardWidth);
        return new([input, .. _network.Layers.Items.Select(l => ToNode(l, CardWidth)), output]);
    }

    private Node ToNode(ResolvedLayer layer, double width)
    {
        var kind = layer.Layer.Kind;
        var parameters = layer.WithInner().Sum(l => l.Parameters.Where(p => p.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale).Sum(p => p.Length));
        var help = $"{layer.Path} ({kind.Keyword}): {layer.Input} to {layer.Output}, {Figures.Count(parameters)} parameters, {Figures.Count(layer.Macs)} multiply-accumulates. {kind.Summary}";
        if (layer.Branches.Count > 0)
            return new Fork([.. layer.Branches.Items.Select(b => b.Layers.Count == 0 ? null : new Chain([.. b.Layers.Items.Select(l => ToNode(l, InnerWidth))]))], $"{layer.Layer.Name} {layer.Output}", help);
        return IsCard(layer)
            ? new LayerCard(layer.Layer.Name, Detail(layer), $"{Figures.Count(parameters)} parameters", help, Units(layer.Output), _before.GetValueOrDefault(layer.Path, Units(layer.Output)), _widest, width)
            : new Line(layer.Input == layer.Output ? layer.Layer.Name : $"{layer.Layer.Name} {layer.Output}", help, width);
    }

    // A name of the spec's own does not say the kind.
    private static string Detail(ResolvedLayer layer) => layer.Layer.IsNamed ? $"{layer.Layer.Kind.Keyword} {layer.Output}" : layer.Output.ToString();

    private static bool IsCard(ResolvedLayer layer) => layer.Macs > 0 && layer.Branches.Count == 0;

    private static int Units(Shape shape) => shape.IsImage ? shape[0] : shape[shape.Rank - 1];
}
