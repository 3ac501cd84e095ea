namespace NetSpec.Runtime;

/// <summary>
/// Holds a safetensors header against its file: every byte of data belongs to exactly one tensor, and each tensor's bytes fit its
/// shape.
/// </summary>
internal static class SafetensorsCheck
{
    /// <summary>The format of a tensor's values.</summary>
    public static ElementFormat Format(string path, SafetensorsEntry entry) =>
        ElementFormat.All.FirstOrDefault(format => format.Safetensors == entry.Dtype)
        ?? throw new InputException(
            $"The tensor '{entry.Name}' in '{path}' has the element type {Shown(entry.Dtype)}; F32, F64, F16, BF16, I32 and I64 can be read.");

    /// <summary>One tensor: type, shape, number of bytes, end of file.</summary>
    public static void Entry(string path, SafetensorsEntry entry, long dataLength)
    {
        var size = Format(path, entry).Size;
        var shape = ShapeSize.Text(entry.Shape);
        if (ShapeSize.Count(entry.Shape) is not { } count || count > Array.MaxLength)
            throw new InputException($"The tensor '{entry.Name}' in '{path}' has the shape {shape}, more than {Array.MaxLength} values.");
        if (entry.End - entry.Begin != count * size)
        {
            throw new InputException(
                $"The tensor '{entry.Name}' in '{path}' has the shape {shape}, {count * size} bytes of {entry.Dtype}, but the offsets {entry.Begin} to {entry.End}.");
        }
        if (entry.End > dataLength)
            throw new InputException(
                $"'{path}' is truncated: the tensor '{entry.Name}' ends at byte {entry.End} of the data, and there are {dataLength}.");
    }

    /// <summary>All tensors: no overlap, no gap, nothing left over.</summary>
    public static void Cover(string path, IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        SafetensorsEntry? previous = null;
        var end = 0L;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin < end)
                throw new InputException(
                    $"The tensors '{previous!.Name}' and '{entry.Name}' in '{path}' overlap at byte {entry.Begin} of the data.");
            if (entry.Begin > end)
                throw new InputException($"The bytes {end} to {entry.Begin} of the data in '{path}' belong to no tensor.");
            (previous, end) = (entry, entry.End);
        }
        if (end < dataLength)
            throw new InputException($"'{path}' has {dataLength - end} bytes after the end of its last tensor.");
    }

    private static string Shown(string dtype) => dtype.Length <= 20 ? dtype : dtype[..20] + "...";
}
