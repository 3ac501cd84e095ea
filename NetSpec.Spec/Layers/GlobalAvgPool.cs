using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>The mean of each channel over an image, or of each feature over a sequence.</summary>
public sealed record GlobalAvgPool() : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => GlobalAvgPoolKind.Instance;
}

/// <summary>The kind <c>global_avgpool</c>.</summary>
public sealed class GlobalAvgPoolKind : LayerKind<GlobalAvgPool>
{
    /// <summary>The one instance.</summary>
    public static GlobalAvgPoolKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "global_avgpool";

    /// <inheritdoc/>
    public override string Summary => "The mean of each channel over an image, or of each feature over a sequence.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(GlobalAvgPoolAttribute);

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => input.After(layer.Path);

    private protected override GlobalAvgPool ReadLayer(LayerReader reader)
    {
        reader.NoArgument();
        return new GlobalAvgPool();
    }

    private protected override void Write(GlobalAvgPool layer, LayerWriter writer) => writer.Bare(Keyword);

    private protected override LayerFacts? Resolve(GlobalAvgPool layer, LayerPlace place) =>
        place.Input.Rank == 1
            ? place.FailInput("an image [channels, height, width] or a sequence [time, features]")
            : place.Gives(place.Input.IsImage ? place.Input[0] : place.Input[1]);
}
