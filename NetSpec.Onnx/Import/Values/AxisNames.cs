using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>What a model's axes mean, in words.</summary>
internal static class AxisNames
{
    private static readonly string[][] _names = [[], ["features"], ["time", "features"], ["channels", "height", "width"]];

    /// <summary>A word for each axis of ONNX.</summary>
    public static ImmutableArray<string> Of(Layout layout)
    {
        var isPlain = IsPlain(layout);
        return [.. layout.Axes.Select((axis, i) => axis.IsEmpty && isPlain ? _names[layout.Groups.Length][i - 1] : Name(layout, axis))];
    }

    /// <summary>A sentence where a sample's values do not lie in the model's file as they do in the spec.</summary>
    public static IEnumerable<string> Notes(Layout layout, string what)
    {
        int[] order = [.. layout.Axes.SelectMany(a => a)];
        if (order.Where(a => a != Layout.Batch).SequenceEqual(layout.Ordered()) && (!order.Contains(Layout.Batch) || order[0] == Layout.Batch)) yield break;
        yield return $"The model's {what} is [{string.Join(", ", Of(layout))}], the spec's [{string.Join(", ", _names[layout.Groups.Length])}] for each sample.";
    }

    // Batch first and the language's axes behind it: an axis of size 1 then is the one at its place.
    private static bool IsPlain(Layout layout) => layout.Rank == layout.Groups.Length + 1 && layout.Axes[0].SequenceEqual([Layout.Batch])
        && Enumerable.Range(0, layout.Groups.Length).All(g => layout.Axes[g + 1].SequenceEqual(layout.Ordered(g)));

    private static string Name(Layout layout, ImmutableArray<int> axis)
    {
        if (axis.IsEmpty) return "1";
        return string.Join(" x ", axis.Select(atom => atom == Layout.Batch ? "batch" : _names[layout.Groups.Length][GroupOf(layout, atom)]).Distinct());
    }

    private static int GroupOf(Layout layout, int atom) => Enumerable.Range(0, layout.Groups.Length).First(g => layout.Group(g).Contains(atom));
}
