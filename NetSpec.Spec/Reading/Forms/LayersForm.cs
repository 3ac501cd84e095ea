using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec.Reading;

/// <summary>A list of layers inside a layer.</summary>
internal sealed class LayersForm : Form<EquatableArray<Layer>>
{
    public static LayersForm Instance { get; } = new();

    public override string Expected => "a list of layers";

    public override bool TryRead(SpecNode node, ReadPlace place, out EquatableArray<Layer> value)
    {
        value = default;
        if (node is not SequenceNode list) return place.FailType(node, Expected);
        var layers = LayerListReader.Read(list, place.Session);
        value = layers.Where(layer => layer is not null).Select(layer => layer!).ToImmutableArray();
        return value.Count == layers.Length;
    }

    public override YamlText Write(EquatableArray<Layer> value) => new YamlLayers(value.Items.Select(LayerWriter.Layer).ToImmutableArray());
}
