using System.Collections.Immutable;
using NetSpec.Onnx.Import;

namespace NetSpec.Onnx.Operators;

/// <summary>A window that slides along one axis, as ONNX states it.</summary>
/// <param name="Size">Values of the axis.</param>
/// <param name="Kernel">Values that the window reads.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Dilation">From one value that it reads to the next.</param>
/// <param name="Before">Padding before the axis.</param>
/// <param name="After">Padding behind it.</param>
/// <param name="IsCeiling">Whether a last window may hang over the end.</param>
internal sealed record WindowAxis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, bool IsCeiling = false)
{
    private const int MostTaps = 64;

    private long Span => ((long)Dilation * (Kernel - 1)) + 1;

    /// <summary>Number of windows.</summary>
    public int Positions => Count(Before, After, Span, IsCeiling);

    /// <summary>The same padding on both sides that gives the same windows; null where there is none. What lies behind the last window does not matter.</summary>
    public int? Symmetric => Count(Before, Before, Span, false) == Positions ? Before : null;

    /// <summary>Whether the last window ends within the padded axis.</summary>
    public bool IsInside => ((Positions - 1L) * Stride) + Span <= (long)Size + Before + After;

    /// <summary>The windows that an operator's attributes state.</summary>
    public static ImmutableArray<WindowAxis> Of(NodeCall call, IReadOnlyList<int> sizes, IReadOnlyList<long> kernel, IReadOnlyList<SidePadding>? padded = null)
    {
        var attributes = call.Attributes;
        var (strides, dilations, pads) = (Numbers("strides", 1, sizes.Count, 1), Numbers("dilations", 1, sizes.Count, 1), Numbers("pads", 0, sizes.Count * 2, 0));
        if (kernel.Count != sizes.Count) throw new Refusal($"its window has {kernel.Count} axes, the value {sizes.Count} spatial ones");
        var isCeiling = attributes.Whole("ceil_mode", 0) != 0;
        var rule = attributes.Word("auto_pad", "NOTSET");
        return [.. sizes.Select((size, i) =>
        {
            if (kernel[i] is < 1 or > int.MaxValue) throw new Refusal($"its window is of size {kernel[i]}");
            var axis = new WindowAxis(size, (int)kernel[i], strides[i], dilations[i], pads[i], pads[i + sizes.Count], isCeiling);
            axis = rule switch
            {
                "NOTSET" => axis,
                "VALID" => axis with { Before = 0, After = 0 },
                "SAME_UPPER" => axis.Same(isUpper: true),
                "SAME_LOWER" => axis.Same(isUpper: false),
                _ => throw new Refusal($"its auto_pad is '{rule}'"),
            };
            // Zeros that a Pad put there belong to the padding.
            if (padded is not null) axis = axis with { Size = size - padded[i].Before - padded[i].After, Before = axis.Before + padded[i].Before, After = axis.After + padded[i].After };
            return axis.Positions > 0 ? axis : throw new Refusal("its window is larger than what it slides over");
        })];

        int[] Numbers(string name, long least, int count, int byDefault)
        {
            var numbers = attributes.Wholes(name) ?? [.. Enumerable.Repeat((long)byDefault, count)];
            if (numbers.Length != count || numbers.Any(n => n < least || n > int.MaxValue)) throw new Refusal($"its {name} are [{string.Join(", ", numbers)}]");
            return [.. numbers.Select(n => (int)n)];
        }
    }

    /// <summary>Zero taps before and behind the kernel that let the same padding on both sides give the same windows; the fewest.</summary>
    /// <exception cref="Refusal">There are none.</exception>
    public (int Lead, int Trail, int Padding) Taps()
    {
        for (var taps = 0; taps <= MostTaps; taps++)
        {
            foreach (var (lead, trail) in new[] { (taps, 0), (0, taps) })
            {
                var padding = Before + (lead * Dilation);
                if (Count(padding, padding, Span + ((long)taps * Dilation), false) == Positions) return (lead, trail, padding);
            }
        }
        throw new Refusal($"its padding of {Before} before and {After} behind cannot be the same on both sides");
    }

    private WindowAxis Same(bool isUpper)
    {
        var outputs = ((Size - 1) / Stride) + 1;
        var total = (int)Math.Max(0, ((outputs - 1L) * Stride) + Span - Size);
        var (less, more) = (total / 2, total - (total / 2));
        return this with { Before = isUpper ? less : more, After = isUpper ? more : less, IsCeiling = false };
    }

    private int Count(long before, long after, long span, bool isCeiling)
    {
        var room = Size + before + after - span;
        if (room < 0) return 0;
        return (int)Math.Min(int.MaxValue, ((isCeiling ? room + Stride - 1 : room) / Stride) + 1);
    }
}
