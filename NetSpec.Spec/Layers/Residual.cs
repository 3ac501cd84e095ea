using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Adds what two lists of layers give; an empty shortcut is the identity.</summary>
public sealed record Residual(EquatableArray<Layer> Body) : Layer
{
    /// <summary>What is added to the body; empty: the input.</summary>
    public EquatableArray<Layer> Shortcut { get; init; }

    /// <inheritdoc/>
    public override LayerKind Kind => ResidualKind.Instance;
}

/// <summary>The kind <c>residual</c>.</summary>
public sealed class ResidualKind : LayerKind<Residual>
{
    private static readonly LayerOption<EquatableArray<Layer>> _body = new("body", LayersForm.Instance, default, "The layers.");
    private static readonly LayerOption<EquatableArray<Layer>> _shortcut =
        new("shortcut", LayersForm.Instance, default, "What is added; empty: the input.");

    /// <summary>The one instance.</summary>
    public static ResidualKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "residual";

    /// <inheritdoc/>
    public override string Summary => "Adds what a body of layers and a shortcut give.";

    /// <inheritdoc/>
    public override string? AttributeName => null;

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        var body = builder.Walk(layer.Branches[0].Layers, input);
        builder.Join(body, builder.Walk(layer.Branches[1].Layers, input));
        return body.After(layer.Path);
    }

    private protected override Residual ReadLayer(LayerReader reader)
    {
        if (reader.ArgumentMapping(_body.Key, _shortcut.Key) is not { } lists) return new Residual(default);
        var layer = new Residual(lists.Require(_body)) { Shortcut = lists.Get(_shortcut) };
        if (lists.Failed) reader.Fail();
        return layer;
    }

    private protected override void Write(Residual layer, LayerWriter writer)
    {
        var lists = new LayerWriter();
        lists.Always(_body, layer.Body);
        lists.Put(_shortcut, layer.Shortcut);
        writer.Put(Keyword, lists.ToMap());
    }

    private protected override ImmutableArray<LayerList> Lists(Residual layer) =>
        [new("body", "", layer.Body), new("shortcut", ".shortcut", layer.Shortcut)];

    private protected override LayerFacts? Resolve(Residual layer, LayerPlace place)
    {
        var (body, shortcut) = (place.Branches[0], place.Branches[1]);
        if (body.Layers.Count == 0) return place.Fail(
            SpecDiagnostics.NoLayers,
            $"The body of '{place.Path}' has no layers; it needs at least one");
        var (left, right) = (place.OutputOf(body), place.OutputOf(shortcut));
        return left == right
            ? new LayerFacts(left)
            : place.Fail(
                SpecDiagnostics.ResidualShapes,
                $"'{place.Path}' adds {place.LastOf(body)}, which gives {left}, and {place.LastOf(shortcut)}, which gives {right}; both must be the same");
    }
}
