using System.Collections.Immutable;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Every unit reads every input: y = W x + b.</summary>
public sealed record Dense(int Units) : Layer
{
    /// <summary>Whether b is there.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>The earlier layer whose weight is used; null: its own.</summary>
    public Tie? Tie { get; init; }

    /// <inheritdoc/>
    public override LayerKind Kind => DenseKind.Instance;
}

/// <summary>The kind <c>dense</c>.</summary>
public sealed class DenseKind : LayerKind<Dense>
{
    private static readonly LayerOption<int> _units = new("dense", WholeForm.Size, 0, "Number of units.");
    private static readonly LayerOption<bool> _bias = new("bias", BooleanForm.Instance, true, "Whether a bias is added.");
    private static readonly LayerOption<Tie?> _tie = new("tie", TieForm.Instance, null, "The earlier dense layer whose weight is used.");

    /// <summary>The one instance.</summary>
    public static DenseKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => _units.Key;

    /// <inheritdoc/>
    public override string Summary => "Every unit reads every input; on a sequence, step by step.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(DenseAttribute);

    internal override ImmutableArray<LayerOption> Options => [_bias, _tie];

    internal override void FromAttribute(AttributeEntries entries)
    {
        entries.AddArgument(Keyword);
        var (tie, transpose, negate) = (
            entries.Take(nameof(DenseAttribute.Tie)),
            entries.Take(nameof(DenseAttribute.TieTranspose)),
            entries.Take(nameof(DenseAttribute.TieNegate)));
        if ((tie ?? transpose ?? negate) is { } first)
            entries.Add(_tie.Key, first, entries.Map(("layer", tie), ("transpose", transpose), ("negate", negate)));
    }

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        builder.Consume(layer.Path, input);
        return builder.Make(layer.Path, ((Dense)layer.Layer).Units);
    }

    private protected override Dense ReadLayer(LayerReader reader) =>
        new(reader.Argument(_units)) { Bias = reader.Get(_bias), Tie = reader.Get(_tie) };

    private protected override void Write(Dense layer, LayerWriter writer)
    {
        writer.Always(_units, layer.Units);
        writer.Put(_bias, layer.Bias);
        writer.Put(_tie, layer.Tie);
    }

    private protected override LayerFacts? Resolve(Dense layer, LayerPlace place)
    {
        if (place.Input.IsImage) return place.FailInput("[features] or [time, features]", "; put a flatten layer before it");
        var inputs = place.Features;
        var steps = place.Input.IsSequence ? place.Input[0] : 1;
        var facts = steps > 1 || place.Input.IsSequence ? place.Gives(steps, layer.Units) : place.Gives(layer.Units);
        if (facts is null) return null;
        var owner = layer.Tie is { } tie ? TieRules.Resolve(tie, layer.Units, inputs, place) : null;
        if (layer.Tie is not null && owner is null) return null;
        var parameters = ImmutableArray.CreateBuilder<ParameterSpec>();
        if (owner is null) parameters.Add(place.Parameter("weight", ParameterRole.Weight, inputs, layer.Units, layer.Units, inputs));
        if (layer.Bias) parameters.Add(place.Parameter("bias", ParameterRole.Bias, inputs, layer.Units, layer.Units));
        return facts with { Parameters = parameters.ToImmutable(), Macs = Sizes.Product(steps, layer.Units, inputs), TieOwner = owner };
    }
}
