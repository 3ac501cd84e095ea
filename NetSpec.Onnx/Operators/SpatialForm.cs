using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>
/// What [batch, channels, spatial axes] of ONNX are in the language: an image, a line of pixels (an image of height 1 whose height ONNX does not
/// have), a sequence (whose channels are its features), or a point (features, to which both spatial axes were pooled).
/// </summary>
internal sealed class SpatialForm
{
    private readonly Layout _layout;

    private SpatialForm(Layout layout, bool isSequence, bool isPoint)
    {
        (_layout, IsSequence, IsPoint) = (layout, isSequence, isPoint);
        Channels = (int)layout.Sizes[1];
        Sizes = [.. layout.Sizes.Skip(2).Select(s => (int)s)];
    }

    public bool IsSequence { get; }

    public bool IsPoint { get; }

    public int Channels { get; }

    /// <summary>Of the spatial axes that ONNX has.</summary>
    public int[] Sizes { get; }

    /// <summary>Finds the form.</summary>
    /// <exception cref="Refusal">It is none of these.</exception>
    public static SpatialForm Of(Layout layout)
    {
        var axes = layout.Axes;
        if (layout.Rank is 3 or 4 && axes[0].All(a => a == Layout.Batch) && axes[1].SequenceEqual(layout.Ordered(Units.GroupOf(layout))))
        {
            var hasRows = layout.Groups.Length == 3 && (layout.Rank == 3 ? layout.Ordered(1).Length == 0 : axes[2].SequenceEqual(layout.Ordered(1)));
            var isImage = hasRows && axes[^1].SequenceEqual(layout.Ordered(2));
            var isSequence = layout.Groups.Length == 2 && layout.Rank == 3 && axes[2].SequenceEqual(layout.Ordered(0));
            var isPoint = layout.Groups.Length == 1 && axes.Skip(2).All(a => a.IsEmpty);
            if (isImage || isSequence || isPoint) return new(layout, isSequence, isPoint);
        }
        throw new Refusal($"it reads a value of {layout} whose axes ({string.Join(", ", AxisNames.Of(layout))}) are not the batch, channels and one or two spatial axes");
    }

    /// <summary>Numbers of the spatial axes as those of an image: a line has a height that nothing happens along.</summary>
    public Spec.Extent Extent(IReadOnlyList<int> numbers, int height) => numbers.Count == 1 ? new(height, numbers[0]) : new(numbers[0], numbers[1]);

    /// <summary>The same form with other channels and sizes.</summary>
    public Layout With(int channels, IReadOnlyList<int> sizes)
    {
        var first = _layout.Axes[0].AsEnumerable();
        return IsPoint ? Layout.Of([channels], [1], [first, [0], .. sizes.Select(_ => Enumerable.Empty<int>())], _layout.Samples)
            : IsSequence ? Layout.Of([sizes[0], channels], [1, 1], [first, [1], [0]], _layout.Samples)
            : sizes.Count == 1 ? Layout.Of([channels, 1, sizes[0]], [1, 1, 1], [first, [0], [2]], _layout.Samples)
            : Layout.Of([channels, sizes[0], sizes[1]], [1, 1, 1], [first, [0], [1], [2]], _layout.Samples);
    }

    /// <summary>The mean over all positions: channels are left, with axes of size 1 or without.</summary>
    public Layout Pooled() => Layout.Of([Channels], [1], [_layout.Axes[0].AsEnumerable(), [0], .. Sizes.Select(_ => Enumerable.Empty<int>())], _layout.Samples);
}
