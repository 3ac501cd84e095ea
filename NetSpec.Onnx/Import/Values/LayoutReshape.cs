using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>Reshape, Transpose, Squeeze and Unsqueeze of a layout.</summary>
internal static class LayoutReshape
{
    /// <summary>The axes in another order.</summary>
    public static Layout Transpose(this Layout layout, IReadOnlyList<long>? order)
    {
        var permutation = order ?? [.. Enumerable.Range(0, layout.Rank).Reverse().Select(i => (long)i)];
        if (permutation.Count != layout.Rank || permutation.Select(layout.AxisOf).Distinct().Count() != layout.Rank)
            throw new Refusal($"it orders {layout.Rank} axes by [{string.Join(", ", permutation)}]");
        return layout.With(permutation.Select(p => layout.Axes[layout.AxisOf(p)].AsEnumerable()));
    }

    /// <summary>Without axes of size 1; null: without any of that size.</summary>
    public static Layout Squeeze(this Layout layout, IReadOnlyList<long>? axes)
    {
        var dropped = axes?.Select(layout.AxisOf).ToHashSet()
            ?? Enumerable.Range(0, layout.Rank).Where(i => layout.Sizes[i] == 1 && !(layout.Samples.IsFree && layout.Axes[i].Contains(Layout.Batch))).ToHashSet();
        if (dropped.FirstOrDefault(i => layout.Sizes[i] != 1, -1) is >= 0 and var wrong)
            throw new Refusal($"it takes away axis {wrong} of {layout}, which is not of size 1");
        return layout.With(Enumerable.Range(0, layout.Rank).Where(i => !dropped.Contains(i)).Select(i => layout.Axes[i].AsEnumerable()));
    }

    /// <summary>With new axes of size 1 at these places of the result.</summary>
    public static Layout Unsqueeze(this Layout layout, IReadOnlyList<long> axes)
    {
        var rank = layout.Rank + axes.Count;
        var places = axes.Select(a => a < 0 ? a + rank : a).ToHashSet();
        if (places.Count != axes.Count || places.Any(p => p < 0 || p >= rank)) throw new Refusal($"it puts axes at [{string.Join(", ", axes)}] of a value of {rank} axes");
        var old = new Queue<ImmutableArray<int>>(layout.Axes);
        return layout.With(Enumerable.Range(0, rank).Select(i => places.Contains(i) ? [] : old.Dequeue().AsEnumerable()));
    }

    /// <summary>The values of the same order under other axes; sizes are resolved (no 0 for a copy, no -1 for the rest).</summary>
    public static Layout Reshape(this Layout layout, IReadOnlyList<long> sizes)
    {
        if (layout.Sizes.SequenceEqual(sizes)) return layout;
        if (layout.Sizes.Aggregate(1L, (p, s) => p * s) != sizes.Aggregate(1L, (p, s) => p * s))
            throw new Refusal($"it makes [{string.Join(", ", sizes)}] of {layout}, which has another number of values");
        // A batch of one sample has no place in the order; it goes where an axis of size 1 is.
        var isLoose = layout.Samples.Number == 1 && layout.HasBatch;
        int[] order = [.. layout.Axes.SelectMany(a => a).Where(a => a != Layout.Batch || !isLoose)];
        var pieces = Cut(layout, order, sizes);
        var (atoms, first) = (new List<int>(), new List<int>());
        for (var atom = 0; atom < layout.Atoms.Length; atom++)
        {
            first.Add(atoms.Count);
            atoms.AddRange(pieces.TryGetValue(atom, out var cut) ? cut : [layout.Atoms[atom]]);
        }
        first.Add(atoms.Count);
        var groups = Enumerable.Range(0, layout.Groups.Length).Select(g => first[layout.Group(g).Last() + 1] - first[layout.Group(g).First()]).ToList();
        var refined = new Queue<int>(order.SelectMany(a => a == Layout.Batch ? [a] : Enumerable.Range(first[a], pieces[a].Count)));
        var axes = new List<List<int>>();
        foreach (var size in sizes)
        {
            var axis = new List<int>();
            for (var product = 1L; product < size; product *= axis[^1] == Layout.Batch ? layout.Samples.Number : atoms[axis[^1]])
                axis.Add(refined.Dequeue());
            axes.Add(axis);
        }
        if (isLoose && axes.FindIndex(a => a.Count == 0) is >= 0 and var free) axes[free].Add(Layout.Batch);
        return Layout.Of(atoms, groups, axes, layout.Samples);
    }

    // The sizes that each atom falls into when the new axes' borders are drawn through it, by atom.
    private static Dictionary<int, List<int>> Cut(Layout layout, int[] order, IReadOnlyList<long> sizes)
    {
        var borders = new SortedSet<long>();
        var stride = 1L;
        foreach (var size in sizes.Reverse())
            borders.Add(stride *= size);
        var pieces = new Dictionary<int, List<int>>();
        stride = 1;
        foreach (var atom in order.Reverse())
        {
            var end = stride * (atom == Layout.Batch ? layout.Samples.Number : layout.Atoms[atom]);
            var cuts = borders.Where(b => b > stride && b < end).Append(end).ToList();
            if (cuts.Count > 1 && atom == Layout.Batch) throw Mixes("samples");
            var cut = new List<int>();
            foreach (var border in cuts)
            {
                if (border % stride != 0) throw Mixes("axes");
                cut.Insert(0, (int)(border / stride));
                stride = border;
            }
            pieces[atom] = cut;
        }
        return pieces;

        Refusal Mixes(string what) => new($"it makes [{string.Join(", ", sizes)}] of {layout}, which mixes {what}");
    }
}
