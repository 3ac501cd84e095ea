using NetSpec.Benchmarks.Peers;
using NetSpec.Spec;

namespace NetSpec.Benchmarks.Layers;

/// <summary>
/// A network cut off after each of its layers: what one layer more costs is that layer's time where it stands, with its neighbours' memory
/// and layouts. An image at the end is averaged, so that it need not be written out in the caller's layout.
/// </summary>
internal static class Prefixes
{
    /// <summary>Each prefix with the layers that it adds, its spec, and the path of the one among them that costs most.</summary>
    public static IReadOnlyList<(string Name, string Spec, string Paid)> Of(PeerNetwork whole)
    {
        var resolved = SpecReader.Read(whole.Spec, whole.Name).Network!;
        var found = new List<(string Name, string Spec, string Paid)>();
        var first = 0;
        for (var i = 0; i < resolved.Layers.Count; i++)
        {
            // What follows belongs to the layer: it is folded or fused into it.
            if (i + 1 < resolved.Layers.Count && resolved.Layers[i + 1].Layer is BatchNorm or Dropout) continue;
            var layer = resolved.Layers[i];
            if (layer.Layer is Flatten) continue;
            var added = resolved.Layers.Take(first..(i + 1)).ToList();
            first = i + 1;
            var layers = resolved.Layers.Take(i + 1).Select(l => l.Layer).ToList();
            if (layer.Output.IsImage) layers.Add(new GlobalAvgPool { Name = "mean_of_image", IsNamed = true });
            var spec = SpecWriter.Write(new NetworkSpec("Prefix", null, resolved.Spec.Backends, resolved.Spec.Input, new(layers), Loss.Mse));
            var paid = added.SelectMany(l => l.WithInner()).Where(l => l.Branches.Count == 0).MaxBy(l => l.Macs)!;
            found.Add(($"{string.Join(" + ", added.Select(l => l.Path))} {added[0].Input} to {layer.Output}", spec, paid.Path));
        }
        return found;
    }
}
