using System.Collections.Immutable;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>(x - mean) / std with constants; one number or one per feature or channel.</summary>
public sealed record Normalize(EquatableArray<double> Mean, EquatableArray<double> Std) : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => NormalizeKind.Instance;
}

/// <summary>The kind <c>normalize</c>.</summary>
public sealed class NormalizeKind : LayerKind<Normalize>
{
    private static readonly LayerOption<EquatableArray<double>> _mean = new(
        "mean", new ListForm<double>(NumberForm.Any, WholeForm.Greatest, "a number or a list of numbers"), ImmutableArray.Create(0.0), "Subtracted.");

    private static readonly LayerOption<EquatableArray<double>> _std = new(
        "std", new ListForm<double>(NumberForm.Positive, WholeForm.Greatest, "a number above 0 or a list of them"), ImmutableArray.Create(1.0), "Divided by.");

    /// <summary>The one instance.</summary>
    public static NormalizeKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "normalize";

    /// <inheritdoc/>
    public override string Summary => "Subtracts constant means and divides by constant deviations.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(NormalizeAttribute);

    internal override void FromAttribute(AttributeEntries entries) =>
        entries.Add(
            Keyword,
            entries.Map(
                (_mean.Key, entries.Take(nameof(NormalizeAttribute.Mean))),
                (_std.Key, entries.Take(nameof(NormalizeAttribute.Std)))));

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => builder.Follow(layer.Path, input);

    private protected override Normalize ReadLayer(LayerReader reader)
    {
        if (reader.ArgumentMapping(_mean.Key, _std.Key) is not { } constants) return new Normalize(_mean.Default, _std.Default);
        var layer = new Normalize(constants.Get(_mean), constants.Get(_std));
        if (constants.Failed) reader.Fail();
        return layer;
    }

    private protected override void Write(Normalize layer, LayerWriter writer)
    {
        var constants = new LayerWriter();
        constants.Put(_mean, layer.Mean);
        constants.Put(_std, layer.Std);
        writer.Put(Keyword, constants.ToMap());
    }

    private protected override LayerFacts? Resolve(Normalize layer, LayerPlace place)
    {
        var count = place.Input.IsImage ? place.Input[0] : place.Features;
        foreach (var (key, constants) in new[] { (_mean.Key, layer.Mean), (_std.Key, layer.Std) })
        {
            if (constants.Count == 1 || constants.Count == count) continue;
            var unit = place.Input.IsImage ? "channel" : "feature";
            return place.Fail(
                SpecDiagnostics.WrongCount,
                $"'{key}' of '{place.Path}' has {constants.Count} values; {place.Source} gives {place.Input}, so it takes one, or one per {unit} ({count})",
                key);
        }
        return place.Keeps();
    }
}
