using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>What a model's axes mean, in words.</summary>
internal static class AxisNames
{
    private static readonly string[][] _names = [[], ["features"], ["time", "features"], ["channels", "height", "width"]];

    /// <summary>A word for each axis of ONNX.</summary>
    public static ImmutableArray<string> Of(Layout layout) => [.. layout.Axes.Select(axis => Name(layout, axis))];

    /// <summary>A sentence where a sample's values do not lie in the model's file as they do in the spec.</summary>
    public static IEnumerable<string> Notes(Layout layout, string what)
    {
        int[] order = [.. layout.Axes.SelectMany(a => a)];
        if (order.Where(a => a != Layout.Batch).SequenceEqual(layout.Ordered()) && (!order.Contains(Layout.Batch) || order[0] == Layout.Batch)) yield break;
        yield return $"The model's {what} is [{string.Join(", ", Of(layout))}], the spec's [{string.Join(", ", _names[layout.Groups.Length])}] for each sample.";
    }

    private static string Name(Layout layout, ImmutableArray<int> axis)
    {
        if (axis.IsEmpty) return "1";
        return string.Join(" x ", axis.Select(atom => atom == Layout.Batch ? "batch" : _names[layout.Groups.Length][GroupOf(layout, atom)]).Distinct());
    }

    private static int GroupOf(Layout layout, int atom) => Enumerable.Range(0, layout.Groups.Length).First(g => layout.Group(g).Contains(atom));
}
