using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>Lays a constant that ONNX broadcasts to a value out over the value's units.</summary>
internal static class Spread
{
    /// <summary>The most numbers that are made of a few.</summary>
    public const int MostUnits = 1 << 26;

    /// <summary>The atoms along which a constant of a shape differs.</summary>
    /// <exception cref="Refusal">It differs from sample to sample, or makes the value larger.</exception>
    public static HashSet<int> Varying(Layout layout, IReadOnlyList<long> shape)
    {
        var varying = new HashSet<int>();
        for (var i = 0; i < shape.Count; i++)
        {
            if (shape[i] == 1) continue;
            var axis = i + layout.Rank - shape.Count;
            if (axis < 0 || layout.Sizes[axis] != shape[i]) throw new Refusal($"its constant of shape [{string.Join(", ", shape)}] does not go with a value of {layout}");
            if (layout.Axes[axis].Contains(Layout.Batch)) throw new Refusal("its constant differs from sample to sample");
            varying.UnionWith(layout.Axes[axis]);
        }
        return varying;
    }

    /// <summary>The constant's number for each unit.</summary>
    /// <param name="layout">The value's layout.</param>
    /// <param name="shape">The constant's shape, aligned to the value's last axes.</param>
    /// <param name="atoms">Atoms that make the units, in the language's order; the constant varies along these only.</param>
    /// <returns>For each unit the constant's index.</returns>
    public static int[] Indices(Layout layout, IReadOnlyList<long> shape, IReadOnlyList<int> atoms)
    {
        if (atoms.Aggregate(1.0, (p, a) => p * layout.Atoms[a]) > MostUnits) throw new Refusal($"it has a number for each of more than {MostUnits} units");
        // Each atom's step through the constant.
        var steps = new Dictionary<int, long>();
        var stride = 1L;
        for (var i = shape.Count - 1; i >= 0; stride *= shape[i], i--)
        {
            if (shape[i] == 1) continue;
            var inner = stride;
            foreach (var atom in layout.Axes[i + layout.Rank - shape.Count].Reverse())
            {
                steps[atom] = inner;
                inner *= layout.Atoms[atom];
            }
        }
        var indices = new int[atoms.Aggregate(1, (p, a) => p * layout.Atoms[a])];
        for (var unit = 0; unit < indices.Length; unit++)
        {
            var rest = unit;
            for (var k = atoms.Count - 1; k >= 0; k--)
            {
                indices[unit] += (int)(steps.GetValueOrDefault(atoms[k]) * (rest % layout.Atoms[atoms[k]]));
                rest /= layout.Atoms[atoms[k]];
            }
        }
        return indices;
    }
}
