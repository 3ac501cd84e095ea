using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>
/// What the axes of a model's input may mean. An ONNX file does not say whether [2, 4, 10] are 4 channels of 10 steps or 4 steps of 10 features;
/// the layers behind it do. So each meaning is tried, the usual one first, until the whole network can be said.
/// </summary>
/// <param name="Batch">The axis of the batch; -1: the model takes one sample without such an axis.</param>
/// <param name="Groups">For each axis of the language the axes of ONNX that it is made of; none: an axis of size 1.</param>
internal sealed record InputMeaning(int Batch, ImmutableArray<ImmutableArray<int>> Groups)
{
    private static readonly Dictionary<int, InputMeaning[]> _usual = new()
    {
        [1] = [new(-1, [[0]]), new(0, [[]])],
        [2] = [new(0, [[1]]), new(1, [[0]]), new(-1, [[0], [1]])],
        [3] =
        [
            new(0, [[1], [2]]), new(0, [[2], [1]]), new(1, [[0], [2]]),
            new(0, [[1], [], [2]]), new(0, [[1], [2], []]), new(0, [[2], [], [1]]), new(0, [[], [1], [2]]), new(-1, [[0], [1], [2]]),
        ],
        [4] = [new(0, [[1], [2], [3]]), new(0, [[3], [1], [2]]), new(0, [[2], [1], [3]])],
    };

    /// <summary>The meanings that an input of a shape can have, the usual one first.</summary>
    public static IEnumerable<InputMeaning> Of(int rank)
    {
        if (rank == 0) return [new(-1, [[]])];
        int[] inner = [.. Enumerable.Range(1, rank - 1)];
        InputMeaning[] late = rank < 3
            ? [new(-1, [[.. Enumerable.Range(0, rank)]])]
            : [
                new(0, [[.. inner]]),
                .. Enumerable.Range(2, rank - 2).Reverse().Select(cut => new InputMeaning(0, [[.. inner.Take(cut - 1)], [.. inner.Skip(cut - 1)]])),
                new(-1, [[.. Enumerable.Range(0, rank)]]),
                new(-1, [[.. Enumerable.Range(0, rank - 1)], [rank - 1]]),
            ];
        // More than two spatial axes: rows of an image, for what treats every position alike.
        InputMeaning volume = new(0, [[1], [.. Enumerable.Range(2, Math.Max(0, rank - 3))], [rank - 1]]);
        return _usual.GetValueOrDefault(rank, []).Concat(rank > 4 ? [volume] : []).Concat(late);
    }

    /// <summary>The layouts of rows of values that the model makes images or sequences of a shape of.</summary>
    public static IEnumerable<Layout> OfRow(int[] shape, BatchSize samples)
    {
        yield return Layout.Of(shape, [.. shape.Select(_ => 1)], [[Layout.Batch], Enumerable.Range(0, shape.Length)], samples);
        if (shape.Length == 2) yield return Layout.Of([shape[0], 1, shape[1]], [1, 1, 1], [[Layout.Batch], [0, 2]], samples);
    }

    /// <summary>The layout of an input; null where a size that a spec must fix is free.</summary>
    public Layout? LayoutOf(ImmutableArray<long?> dimensions)
    {
        if (Enumerable.Range(0, dimensions.Length).Any(i => i != Batch && dimensions[i] is null)) return null;
        // Atoms in the language's order: the axes of each group, a 1 for an empty one.
        var (atoms, counts, place) = (new List<int>(), new List<int>(), new Dictionary<int, int>());
        foreach (var group in Groups)
        {
            foreach (var axis in group)
            {
                place[axis] = atoms.Count;
                atoms.Add((int)dimensions[axis]!.Value);
            }
            if (group.Length == 0) atoms.Add(1);
            counts.Add(Math.Max(1, group.Length));
        }
        var samples = Batch < 0 ? new BatchSize(1, false) : dimensions[Batch] is { } number ? new BatchSize((int)number, false) : BatchSize.Free;
        return Layout.Of(
            atoms,
            counts,
            Enumerable.Range(0, dimensions.Length).Select(i => i == Batch ? new[] { Layout.Batch } : place.TryGetValue(i, out var atom) ? [atom] : []),
            samples);
    }
}
