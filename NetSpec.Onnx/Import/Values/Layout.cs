using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>
/// How the axes of an ONNX value lie in a value of the language. One sample is an array of atoms, row-major; the language groups them into its
/// axes ([features], [time, features], [channels, height, width]), ONNX into others, in another order, with an axis for the batch. Reshape,
/// Transpose, Squeeze and Unsqueeze change the view alone, so none of them becomes a layer.
/// </summary>
internal sealed record Layout
{
    /// <summary>The batch, in <see cref="Axes"/>.</summary>
    public const int Batch = -1;

    private Layout(ImmutableArray<int> atoms, ImmutableArray<int> groups, ImmutableArray<ImmutableArray<int>> axes, BatchSize samples) =>
        (Atoms, Groups, Axes, Samples) = (atoms, groups, axes, samples);

    /// <summary>Sizes of the atoms.</summary>
    public ImmutableArray<int> Atoms { get; }

    /// <summary>Number of atoms in each axis of the language.</summary>
    public ImmutableArray<int> Groups { get; }

    /// <summary>The atoms of each axis of ONNX, outermost first; those of size 1 are left out, since they change no order.</summary>
    public ImmutableArray<ImmutableArray<int>> Axes { get; }

    /// <summary>Size of the batch.</summary>
    public BatchSize Samples { get; }

    /// <summary>Whether an axis holds the batch; a model for one sample may have none.</summary>
    public bool HasBatch => Axes.Any(a => a.Contains(Batch));

    /// <summary>The shape in the language.</summary>
    public Shape Shape => new(Enumerable.Range(0, Groups.Length).Select(g => Group(g).Aggregate(1, (p, a) => checked(p * Atoms[a]))).ToArray());

    /// <summary>The shape in ONNX, a free batch replaced by the number that stands for it.</summary>
    public ImmutableArray<long> Sizes => [.. Axes.Select(SizeOf)];

    public int Rank => Axes.Length;

    /// <summary>Makes a layout; atoms that always lie beside each other become one.</summary>
    /// <param name="atoms">Sizes.</param>
    /// <param name="groups">Number of atoms of each axis of the language.</param>
    /// <param name="axes">Atoms of each axis of ONNX; those of size 1 may be there or not.</param>
    /// <param name="samples">The batch.</param>
    public static Layout Of(IReadOnlyList<int> atoms, IReadOnlyList<int> groups, IEnumerable<IEnumerable<int>> axes, BatchSize samples) =>
        LayoutMerge.Merge(atoms, groups, [.. axes.Select(a => a.Where(x => x == Batch || atoms[x] != 1).ToArray())], (a, g, x) => new Layout(a, g, x, samples));

    /// <summary>The same atoms seen through other axes.</summary>
    public Layout With(IEnumerable<IEnumerable<int>> axes) => Of(Atoms, Groups, axes, Samples);

    /// <summary>The same view of another batch.</summary>
    public Layout With(BatchSize samples) => Of(Atoms, Groups, Axes.Select(a => a.AsEnumerable()), samples);

    /// <summary>The same atoms as one axis of the language.</summary>
    public Layout Flat() => Of(Atoms, [Atoms.Length], Axes.Select(a => a.AsEnumerable()), Samples);

    /// <summary>Atoms of one axis of the language.</summary>
    public IEnumerable<int> Group(int group) => Enumerable.Range(Groups.Take(group).Sum(), Groups[group]);

    /// <summary>Those of them that have an order.</summary>
    public int[] Ordered(int group) => [.. Group(group).Where(a => Atoms[a] != 1)];

    /// <summary>All atoms that have an order.</summary>
    public int[] Ordered() => [.. Enumerable.Range(0, Atoms.Length).Where(a => Atoms[a] != 1)];

    /// <summary>The size of an axis of ONNX.</summary>
    public long SizeOf(ImmutableArray<int> axis) => axis.Aggregate(1L, (product, atom) => product * (atom == Batch ? Samples.Number : Atoms[atom]));

    /// <summary>An axis by its number, which counts from the end where it is negative.</summary>
    public int AxisOf(long axis) => axis >= -Rank && axis < Rank
        ? (int)(axis < 0 ? axis + Rank : axis)
        : throw new Refusal($"it names axis {axis} of a value of {Rank} axes");

    /// <summary>Whether both see the same atoms in the same way.</summary>
    public bool IsLike(Layout other) =>
        Atoms.SequenceEqual(other.Atoms) && Groups.SequenceEqual(other.Groups) && Axes.Length == other.Axes.Length
        && Axes.Zip(other.Axes).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <summary>For example <c>[batch, 3, 32, 32]</c>.</summary>
    public override string ToString() =>
        "[" + string.Join(", ", Axes.Select(a => !a.Contains(Batch) || !Samples.IsFree ? $"{SizeOf(a)}" : a.Length == 1 ? "batch" : "batch x ...")) + "]";
}
