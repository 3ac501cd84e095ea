using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Normalises over the last axis.</summary>
public sealed record LayerNorm(double Epsilon = 1e-5) : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => LayerNormKind.Instance;
}

/// <summary>The kind <c>layernorm</c>.</summary>
public sealed class LayerNormKind : LayerKind<LayerNorm>
{
    private static readonly LayerOption<double> _epsilon = new("epsilon", NumberForm.Positive, 1e-5, "Added to the variance.");

    /// <summary>The one instance.</summary>
    public static LayerNormKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "layernorm";

    /// <inheritdoc/>
    public override string Summary => "Normalises over the last axis, then scales and shifts each unit.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(LayerNormAttribute);

    internal override ImmutableArray<LayerOption> Options => [_epsilon];

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => builder.Follow(layer.Path, input);

    private protected override LayerNorm ReadLayer(LayerReader reader)
    {
        reader.NoArgument();
        return new LayerNorm(reader.Get(_epsilon));
    }

    private protected override void Write(LayerNorm layer, LayerWriter writer)
    {
        writer.Bare(Keyword);
        writer.Put(_epsilon, layer.Epsilon);
    }

    private protected override LayerFacts? Resolve(LayerNorm layer, LayerPlace place) =>
        place.Input.IsImage
            ? place.FailInput("[features] or [time, features]")
            : place.Keeps() with
            {
                Parameters =
                [
                    place.Parameter("weight", ParameterRole.Scale, 1, 1, place.Features),
                    place.Parameter("bias", ParameterRole.Bias, 1, 1, place.Features),
                ],
            };
}
