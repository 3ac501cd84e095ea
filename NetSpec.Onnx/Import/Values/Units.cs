using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Finds the units of a value: features, channels, or all values of a sample.</summary>
internal static class Units
{
    /// <summary>The group of the language's shape that holds units: channels of an image, features of anything else.</summary>
    public static int GroupOf(Layout layout) => layout.Groups.Length == 3 ? 0 : layout.Groups.Length - 1;

    /// <summary>The atoms of the units.</summary>
    public static int[] AtomsOf(Layout layout) => [.. layout.Group(GroupOf(layout))];

    /// <summary>One value after another as features; a flatten where they were an image or a sequence.</summary>
    public static Signal Flatten(Signal signal, string origin)
    {
        if (signal.Layout.Groups.Length == 1) return signal;
        return new Signal(new LayerStep(origin, signal.Edge, new Flatten()), true, signal.Layout.Flat());
    }

    /// <summary>
    /// The value with the atoms of some axes as its units, where the language can say so: they are the features of a step, the channels of an
    /// image, or everything (flattened where need be).
    /// </summary>
    public static Signal Along(Signal signal, IEnumerable<int> atoms, string origin, string what, bool takesImage = false)
    {
        var (layout, wanted) = (signal.Layout, atoms.ToHashSet());
        if (wanted.Contains(Layout.Batch)) throw new Refusal($"{what} mixes samples");
        var isAll = wanted.SetEquals(layout.Ordered());
        if (wanted.SetEquals(layout.Ordered(GroupOf(layout))) && (layout.Groups.Length < 3 || takesImage || !isAll)) return signal;
        if (isAll) return Flatten(signal, origin);
        throw new Refusal($"{what} runs over some axes of {layout}, which are neither its features, its channels nor all of a sample");
    }

    /// <summary>Numbers of a tensor, each one once over the units.</summary>
    public static ImmutableArray<double> Numbers(Layout layout, Tensor constant)
    {
        var values = constant.ToDoubles();
        return values.Length == 1 ? [values[0]] : [.. Spread.Indices(layout, constant.Shape, AtomsOf(layout)).Select(i => values[i])];
    }
}
