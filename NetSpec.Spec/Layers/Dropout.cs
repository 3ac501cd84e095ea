using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Noise in training, the identity at inference.</summary>
public sealed record Dropout(double Rate) : Layer
{
    /// <summary>Bernoulli, or gaussian: times N(1, rate / (1 - rate)).</summary>
    public DropoutNoise Noise { get; init; }

    /// <inheritdoc/>
    public override LayerKind Kind => DropoutKind.Instance;
}

/// <summary>The kind <c>dropout</c>.</summary>
public sealed class DropoutKind : LayerKind<Dropout>
{
    private static readonly LayerOption<double> _rate =
        new("dropout", NumberForm.Rate, 0, "Share of the units that is dropped in training.");
    private static readonly LayerOption<DropoutNoise> _noise =
        new("noise", new WordForm<DropoutNoise>(), DropoutNoise.Bernoulli, "Kind of noise.");

    /// <summary>The one instance.</summary>
    public static DropoutKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => _rate.Key;

    /// <inheritdoc/>
    public override string Summary => "Drops units at random in training; the identity at inference.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(DropoutAttribute);

    internal override ImmutableArray<LayerOption> Options => [_noise];

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => input.After(layer.Path);

    private protected override Dropout ReadLayer(LayerReader reader) => new(reader.Argument(_rate)) { Noise = reader.Get(_noise) };

    private protected override void Write(Dropout layer, LayerWriter writer)
    {
        writer.Always(_rate, layer.Rate);
        writer.Put(_noise, layer.Noise);
    }

    private protected override LayerFacts? Resolve(Dropout layer, LayerPlace place) => place.Keeps();
}
