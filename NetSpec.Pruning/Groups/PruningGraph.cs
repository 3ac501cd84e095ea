using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A network as pruning sees it: groups of units that may go, and the layers that read units.</summary>
internal sealed class PruningGraph
{
    private PruningGraph(ResolvedNetwork network, ImmutableArray<UnitGroup> groups, ImmutableArray<UnitGroup> refused, bool keepsTies)
    {
        (Network, Groups, Refused, KeepsTies) = (network, groups, refused, keepsTies);
        Layers = [.. network.AllLayers()];
        var everyGroup = groups.Concat(refused).ToList();
        Readers = [.. Layers.SelectMany(layer => PlacesOf(layer, everyGroup, g => g.Consumers))];
        Followers = [.. Layers.SelectMany(layer => PlacesOf(layer, everyGroup, g => g.FollowerPlaces))];
    }

    /// <summary>The network.</summary>
    public ResolvedNetwork Network { get; }

    /// <summary>Groups that may be pruned, in spec order.</summary>
    public ImmutableArray<UnitGroup> Groups { get; }

    /// <summary>Groups that may not, with their reasons.</summary>
    public ImmutableArray<UnitGroup> Refused { get; }

    /// <summary>Whether tied layers keep one weight.</summary>
    public bool KeepsTies { get; }

    /// <summary>Every layer, inner ones included, in order of computation.</summary>
    public ImmutableArray<ResolvedLayer> Layers { get; }

    /// <summary>Every layer that reads units through a weight, in order of computation.</summary>
    public ImmutableArray<Reader> Readers { get; }

    /// <summary>Layers with values per unit between producers and readers, in order of computation.</summary>
    public ImmutableArray<Reader> Followers { get; }

    /// <summary>Whether a group is that of the network's input.</summary>
    public static bool HoldsInput(UnitGroup group) => group.Name == CouplingGraph.InputName;

    /// <summary>The readers of a group, with the group's place in each.</summary>
    public IEnumerable<(Reader Reader, Segment Segment)> ReadersOf(int group) =>
        Readers.SelectMany(r => r.Segments.Where(s => s.Group == group).Select(s => (r, s)));

    /// <summary>Builds it.</summary>
    /// <exception cref="InputException">The spec is wrong, holds a layer kind that cannot be pruned yet, or has no group that may be
    /// pruned.</exception>
    public static PruningGraph Build(NetworkSpec spec, PruneOptions options)
    {
        var network = SpecAnalysis.Resolve(spec, issue => throw new InputException($"{issue.Id}: {issue.Message}"))
            ?? throw new InputException($"The spec of {spec.Name} cannot be resolved.");
        if (network.AllLayers().FirstOrDefault(l => LayerPrunings.Find(l.Layer) is null) is { } unknown)
            throw new InputException($"'{unknown.Path}' is a {unknown.Layer.Kind.Keyword} layer; networks with those cannot be pruned yet.");
        var groups = CouplingGraph.Groups(network, options.KeepTies);
        var free = groups.Where(g => g.Refusal is null || (options.PruneInputs && g.Refusal == CouplingGraph.InputRefusal)).ToImmutableArray();
        var refused = groups.Where(g => !free.Contains(g)).ToImmutableArray();
        if (free.IsEmpty)
        {
            var reasons = string.Join("; ", refused.Select(g => $"'{g.Name}' ({g.Size} units): {g.Refusal}"));
            throw new InputException($"{spec.Name} has no units that may be pruned: {reasons}.");
        }
        return new(network, free, refused, options.KeepTies);
    }

    private IEnumerable<Reader> PlacesOf(ResolvedLayer layer, List<UnitGroup> everyGroup, Func<UnitGroup, EquatableArray<UnitConsumer>> places)
    {
        var all = everyGroup.SelectMany(g => places(g)).Where(c => c.Layer == layer.Path).ToList();
        var (state, own) = (all.Exists(c => c.ReadsFrom == layer.Path), all.Where(c => c.ReadsFrom != layer.Path).ToList());
        if (own.Count == 0) yield break;
        // Blocks of several sizes are refused by the coupling graph: each value is then a unit of its own, none of which may go.
        var positions = own.Exists(p => p.Positions != own[0].Positions) ? 1 : own[0].Positions;
        var from = own[0].ReadsFrom;
        var shape = from.Length == 0 ? Network.Spec.Input : Layers.First(l => l.Path == from).Output;
        yield return new Reader(layer, from, shape, UnitsOf(layer.Input) / positions, positions, Segments(c => c.Layer == layer.Path && c.ReadsFrom == from, places));
        if (state)
            yield return new Reader(layer, from, shape, UnitsOf(layer.Output), 1, Segments(c => c.Layer == layer.Path && c.ReadsFrom == layer.Path, places)) { IsState = true };
    }

    private ImmutableArray<Segment> Segments(Func<UnitConsumer, bool> isWanted, Func<UnitGroup, EquatableArray<UnitConsumer>> places)
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        for (var g = 0; g < Groups.Length; g++)
        {
            foreach (var place in places(Groups[g]))
            {
                if (isWanted(place)) segments.Add(new Segment(g, place.Offset / place.Positions, Groups[g].Size));
            }
        }
        return segments.ToImmutable();
    }

    private static int UnitsOf(Shape shape) => shape.IsImage ? shape[0] : shape[shape.Rank - 1];
}
