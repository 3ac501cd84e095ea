using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Makes features of an image or a sequence, outermost dimension first.</summary>
public sealed record Flatten() : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => FlattenKind.Instance;
}

/// <summary>The kind <c>flatten</c>.</summary>
public sealed class FlattenKind : LayerKind<Flatten>
{
    /// <summary>The one instance.</summary>
    public static FlattenKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "flatten";

    /// <inheritdoc/>
    public override string Summary => "Makes features of an image or a sequence, outermost dimension first.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(FlattenAttribute);

    /// <inheritdoc/>
    public override bool HasUnits => false;

    // A channel becomes a block of its positions and stays the unit: it is measured where the flatten reads it, unless an activation
    // changes it there.
    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        if (layer.Input.IsSequence)
        {
            var reason = $"'{layer.Path}' lays out the time steps one after the other";
            var output = builder.Make(layer.Path, (int)layer.Output.Size);
            builder.Refuse(input, reason);
            builder.Refuse(output, reason);
            return output;
        }
        var positions = layer.Input.IsImage ? layer.Input[1] * layer.Input[2] : 1;
        var at = layer.Layer.Activation is null ? input.At : layer.Path;
        return new Units(input.Ranges.Select(range => range with { Positions = range.Positions * positions }).ToImmutableArray(), at);
    }

    private protected override Flatten ReadLayer(LayerReader reader)
    {
        reader.NoArgument();
        return new Flatten();
    }

    private protected override void Write(Flatten layer, LayerWriter writer) => writer.Bare(Keyword);

    private protected override LayerFacts? Resolve(Flatten layer, LayerPlace place) => place.Gives(place.Input.Size);
}
