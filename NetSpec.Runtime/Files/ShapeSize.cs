namespace NetSpec.Runtime;

/// <summary>Arithmetic on shapes that strangers wrote.</summary>
internal static class ShapeSize
{
    /// <summary>Number of values, or null where it is negative or beyond 2^63 - 1; an array holds fewer.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        var isEmpty = shape.Contains(0);
        var product = 1L;
        foreach (var dimension in shape)
        {
            if (dimension < 0)
                return null;
            if (isEmpty)
                continue;
            if (dimension > long.MaxValue / product)
                return null;
            product *= dimension;
        }
        return isEmpty ? 0 : product;
    }

    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";
}
