using System.Linq;
using NetSpec.Spec.Text;

namespace NetSpec.Spec.Reading;

/// <summary>The text that a layer was read from.</summary>
internal sealed class LayerSource(MappingNode node, SpecEntry kind)
{
    /// <summary>Where an error at a key is shown: at its value, or at the layer's kind where the key is null or not given.</summary>
    public SourceSpan Span(string? key) =>
        (Find(node, key) ?? Find(kind.Value as MappingNode, key))?.ValueSpan ?? kind.KeyNode.Span;

    private static SpecEntry? Find(MappingNode? mapping, string? key) => mapping?.Entries.FirstOrDefault(entry => entry.Key == key);
}
