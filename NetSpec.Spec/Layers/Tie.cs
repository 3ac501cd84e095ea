using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Text;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Reuse of an earlier dense layer's weight, named by its full path.</summary>
public sealed record Tie(string Layer, bool Transpose = false, bool Negate = false);

/// <summary>A tie as text: the layer's path, or a mapping with how its weight is turned.</summary>
internal sealed class TieForm : Form<Tie?>
{
    private static readonly LayerOption<string> _layer =
        new("layer", new TextForm("the path of an earlier dense layer"), "", "Path of the layer.");
    private static readonly LayerOption<bool> _transpose =
        new("transpose", BooleanForm.Instance, false, "Whether its weight is transposed.");
    private static readonly LayerOption<bool> _negate = new("negate", BooleanForm.Instance, false, "Whether its weight is negated.");

    public static TieForm Instance { get; } = new();

    public override string Expected => "the path of an earlier dense layer, or { layer: path, transpose: true, negate: true }";

    public override bool TryRead(SpecNode node, ReadPlace place, out Tie? value)
    {
        value = null;
        if (node is ScalarNode { IsText: true } scalar) value = new Tie(scalar.Text);
        if (value is not null) return true;
        if (node is not MappingNode map) return place.FailType(node, Expected);
        var mapping = new MappingReader(map.Entries, place.Label, map.Span, place.Session);
        mapping.CheckKeys([_layer.Key, _transpose.Key, _negate.Key]);
        value = new Tie(mapping.Require(_layer), mapping.Get(_transpose), mapping.Get(_negate));
        return !mapping.Failed;
    }

    public override YamlText Write(Tie? value)
    {
        if (value is { Transpose: false, Negate: false }) return _layer.Form.Write(value.Layer);
        var writer = new LayerWriter();
        writer.Always(_layer, value!.Layer);
        writer.Put(_transpose, value.Transpose);
        writer.Put(_negate, value.Negate);
        return writer.ToMap();
    }
}

/// <summary>What a layer may be tied to.</summary>
internal static class TieRules
{
    /// <summary>The owner of the weight in the end; null where the tie is wrong, which is reported.</summary>
    public static TieOwner? Resolve(Tie tie, int units, int inputs, LayerPlace place)
    {
        if (place.FindEarlier(tie.Layer) is not { } target)
        {
            FailName(tie, place);
            return null;
        }
        if (target.Layer is not Dense dense)
        {
            place.Fail(
                SpecDiagnostics.TieKind,
                $"'{place.Path}' is tied to '{tie.Layer}', a {target.Layer.Kind.Keyword} layer; only dense layers share weights",
                "tie");
            return null;
        }
        var found = (Rows: dense.Units, Columns: target.Input[target.Input.Rank - 1]);
        var needed = tie.Transpose ? (inputs, units) : (units, inputs);
        if (found != needed)
        {
            place.Fail(
                SpecDiagnostics.TieShape,
                $"'{place.Path}' needs a weight of [{units}, {inputs}]{(tie.Transpose ? " transposed" : "")}, but '{tie.Layer}' has [{found.Rows}, {found.Columns}]",
                "tie");
            return null;
        }
        return target.TieOwner is { } owner
            ? new TieOwner(owner.Path, owner.Transpose ^ tie.Transpose, owner.Negate ^ tie.Negate)
            : new TieOwner(tie.Layer, tie.Transpose, tie.Negate);
    }

    private static void FailName(Tie tie, LayerPlace place)
    {
        if (place.IsLater(tie.Layer))
        {
            place.Fail(SpecDiagnostics.LaterTie, $"'{place.Path}' is tied to '{tie.Layer}', which is not computed before it", "tie");
            return;
        }
        var hint = place.NearestEarlier(tie.Layer) is { } near ? $"; did you mean '{near}'?" : "";
        place.Fail(
            SpecDiagnostics.UnknownTie,
            $"'{place.Path}' is tied to {Quote.Of(tie.Layer)}, which is no layer of the network{hint}",
            "tie");
    }
}
