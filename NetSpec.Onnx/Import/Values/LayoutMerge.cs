using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>Brings layouts to one form, so that equal ones compare equal however they came about.</summary>
internal static class LayoutMerge
{
    public static Layout Merge(
        IReadOnlyList<int> atoms,
        IReadOnlyList<int> groups,
        IReadOnlyList<int[]> axes,
        Func<ImmutableArray<int>, ImmutableArray<int>, ImmutableArray<ImmutableArray<int>>, Layout> make)
    {
        // Pairs (a, next) such that the axis that holds a holds next right behind it, where next is the following atom of its group.
        var follower = new Dictionary<int, int>();
        foreach (var axis in axes)
        {
            for (var i = 0; i + 1 < axis.Length; i++)
            {
                if (axis[i] != Layout.Batch) follower[axis[i]] = axis[i + 1];
            }
        }
        var (sizes, counts, renamed) = (new List<int>(), new List<int>(), new Dictionary<int, int> { [Layout.Batch] = Layout.Batch });
        var at = 0;
        foreach (var count in groups)
        {
            var first = sizes.Count;
            var previous = -1;
            foreach (var atom in Enumerable.Range(at, count).Where(a => atoms[a] != 1))
            {
                if (previous >= 0 && follower.TryGetValue(previous, out var next) && next == atom)
                {
                    sizes[^1] = checked(sizes[^1] * atoms[atom]);
                }
                else
                {
                    renamed[atom] = sizes.Count;
                    sizes.Add(atoms[atom]);
                }
                previous = atom;
            }
            if (sizes.Count == first) sizes.Add(1);
            counts.Add(sizes.Count - first);
            at += count;
        }
        return make([.. sizes], [.. counts], [.. axes.Select(a => a.Where(renamed.ContainsKey).Select(x => renamed[x]).ToImmutableArray())]);
    }
}
