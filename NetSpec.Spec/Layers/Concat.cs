using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>Joins units or channels of several lists of layers; an empty branch is the identity.</summary>
public sealed record Concat(EquatableArray<EquatableArray<Layer>> Branches) : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => ConcatKind.Instance;
}

/// <summary>The kind <c>concat</c>.</summary>
public sealed class ConcatKind : LayerKind<Concat>
{
    private static readonly LayerOption<EquatableArray<EquatableArray<Layer>>> _branches =
        new("concat", BranchesForm.Instance, default, "The branches.");

    /// <summary>The one instance.</summary>
    public static ConcatKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => _branches.Key;

    /// <inheritdoc/>
    public override string Summary => "Joins the units or channels that several branches give.";

    /// <inheritdoc/>
    public override string? AttributeName => null;

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) =>
        new(layer.Branches.SelectMany(branch => builder.Walk(branch.Layers, input).Ranges).ToImmutableArray(), layer.Path);

    private protected override Concat ReadLayer(LayerReader reader) => new(reader.Argument(_branches));

    private protected override void Write(Concat layer, LayerWriter writer) => writer.Always(_branches, layer.Branches);

    private protected override ImmutableArray<LayerList> Lists(Concat layer) =>
        layer.Branches.Select((branch, i) => Branch((i + 1).ToString(CultureInfo.InvariantCulture), branch)).ToImmutableArray();

    private protected override LayerFacts? Resolve(Concat layer, LayerPlace place)
    {
        if (place.Branches.IsEmpty) return place.Fail(SpecDiagnostics.NoLayers, $"'{place.Path}' has no branches; it needs at least one");
        var first = place.OutputOf(place.Branches[0]);
        foreach (var branch in place.Branches)
        {
            var shape = place.OutputOf(branch);
            if (shape.IsSequence)
                return place.Fail(
                    SpecDiagnostics.ConcatShapes,
                    $"'{place.Path}' joins units or channels, but {place.LastOf(branch)} gives the sequence {shape}");
            if (!shape.Dimensions.Skip(1).SequenceEqual(first.Dimensions.Skip(1)))
            {
                return place.Fail(
                    SpecDiagnostics.ConcatShapes,
                    $"'{place.Path}' joins {place.LastOf(place.Branches[0])}, which gives {first}, and {place.LastOf(branch)}, which gives {shape}; only the first dimension may differ");
            }
        }
        var units = place.Branches.Sum(branch => (long)place.OutputOf(branch)[0]);
        return place.Gives([units, .. first.Dimensions.Skip(1).Select(d => (long)d)]);
    }

    private static LayerList Branch(string number, EquatableArray<Layer> layers) => new("branch" + number, ".branch" + number, layers);
}
