using System.Globalization;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>Values that lie in a file beside the model: only in the model's folder or below it, and never behind a link that leads out.</summary>
internal sealed class ExternalData(string modelPath)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(modelPath))!;

    /// <summary>The bytes of a tensor.</summary>
    /// <param name="tensor">Says where they lie.</param>
    /// <param name="label">Names it in messages.</param>
    /// <param name="expected">Bytes that its shape takes.</param>
    public byte[] Read(Proto.Tensor tensor, string label, long expected)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in tensor.ExternalData)
            entries[entry.Key] = entry.Value;
        if (!entries.TryGetValue("location", out var location) || location.Length == 0)
            throw new InputException($"{label} says that its values lie in another file, but not in which.");
        var path = PathOf(location, label);
        var offset = Number(entries, "offset", label) ?? 0;
        if (Number(entries, "length", label) is { } length && length != expected)
            throw new InputException($"{label} takes {expected} bytes by its shape, but its part of '{location}' has {length}.");
        return PlainFile.Read(path, Array.MaxLength, offset, expected);
    }

    private string PathOf(string location, string label)
    {
        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.Contains('\0') || location.Contains(':') || parts.Any(part => part is ".." or ""))
            throw new InputException($"{label} lies in '{location.Replace('\0', '?')}'; only files inside the model's folder are read, by a path without '..'.");
        var path = _folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (IsLink(path)) throw new InputException($"{label} lies in '{location}', of which '{part}' is a link; only files inside the model's folder are read.");
        }
        return path;
    }

    private static bool IsLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null;
        }
        catch (IOException)
        {
            // Not there or not readable: opening it says so.
            return false;
        }
    }

    private static long? Number(Dictionary<string, string> entries, string key, string label)
    {
        if (!entries.TryGetValue(key, out var text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InputException($"The {key} of the values of {label} is '{text}', which is no whole number of 0 or more.");
    }
}
