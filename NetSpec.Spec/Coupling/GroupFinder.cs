using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Spec.Coupling;

/// <summary>Gathers joined units into groups.</summary>
internal sealed class GroupFinder(CouplingBuilder builder)
{
    private const string Scattered = "its layers are added to parts of a concat";

    public EquatableArray<UnitGroup> Find()
    {
        var components = Components();
        return components.Select(Group).ToImmutableArray();
    }

    // Makers that share a unit, each component in the order of the network.
    private List<List<UnitMaker>> Components()
    {
        var sets = new UnionFind();
        sets.Add(builder.Makers.Count);
        var owner = new Dictionary<int, int>();
        for (var m = 0; m < builder.Makers.Count; m++)
        {
            var maker = builder.Makers[m];
            for (var id = maker.First; id < maker.First + maker.Count; id++)
            {
                var root = builder.Find(id);
                if (owner.TryGetValue(root, out var other)) sets.Union(m, other);
                else owner.Add(root, m);
            }
        }
        return Enumerable.Range(0, builder.Makers.Count).GroupBy(sets.Find).OrderBy(set => set.Key).Select(set => set.Select(m => builder.Makers[m]).ToList()).ToList();
    }

    private UnitGroup Group(List<UnitMaker> makers)
    {
        var first = makers[0];
        var splits = builder.Splits.Where(split => makers.Any(maker => maker.First == split.First)).ToList();
        var runs = splits.Aggregate(1L, (runs, split) => LeastCommonMultiple(runs, split.Groups));
        var refusal = !IsAligned(makers) ? Scattered
            : Refusal(makers) ?? (splits.Count > 0 && runs == first.Count ? $"the groups of '{splits[0].Path}' hold one of them each" : null);
        return new UnitGroup(
            first.Path.Length == 0 ? CouplingGraph.InputName : first.Path,
            first.Count,
            makers.Where(maker => maker.Path.Length > 0).Select(maker => maker.Path).ToImmutableArray(),
            Places(makers, builder.Followers).Select(place => place.Layer).Distinct().ToImmutableArray(),
            Places(makers, builder.Consumers).ToImmutableArray(),
            refusal)
        {
            FollowerPlaces = Places(makers, builder.Followers).ToImmutableArray(),
            Runs = (int)runs,
            SplitBy = splits.Select(split => split.Path).Distinct().ToImmutableArray(),
        };
    }

    // Two numbers that divide the number of units: so does this.
    private static long LeastCommonMultiple(long a, long b)
    {
        var (divisor, rest) = (a, b);
        while (rest > 0) (divisor, rest) = (rest, divisor % rest);
        return a / divisor * b;
    }

    // Unit i of every maker is one unit, and no two units of a maker are.
    private bool IsAligned(List<UnitMaker> makers)
    {
        var first = makers[0];
        var roots = new HashSet<int>();
        for (var i = 0; i < first.Count; i++)
        {
            var root = builder.Find(first.First + i);
            if (!roots.Add(root) || makers.Any(maker => maker.Count != first.Count || builder.Find(maker.First + i) != root)) return false;
        }
        return true;
    }

    // That of the outputs counts most: the input's may be set aside by the user.
    private string? Refusal(List<UnitMaker> makers)
    {
        var reasons = new HashSet<string>();
        foreach (var maker in makers)
        {
            for (var id = maker.First; id < maker.First + maker.Count; id++)
            {
                if (builder.Refusals.TryGetValue(id, out var reason)) reasons.Add(reason);
            }
        }
        return reasons.Contains(CouplingGraph.OutputRefusal)
            ? CouplingGraph.OutputRefusal
            : reasons.OrderBy(reason => reason == CouplingGraph.InputRefusal).ThenBy(reason => reason, System.StringComparer.Ordinal).FirstOrDefault();
    }

    private static IEnumerable<UnitConsumer> Places(List<UnitMaker> makers, List<UnitReader> readers)
    {
        foreach (var reader in readers)
        {
            var offset = 0;
            foreach (var range in reader.Units.Ranges)
            {
                if (makers.Any(maker => maker.First == range.First))
                    yield return new UnitConsumer(reader.Path, reader.Units.At, offset, range.Positions);
                offset += range.Count * range.Positions;
            }
        }
    }
}
