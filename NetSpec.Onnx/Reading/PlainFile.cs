using NetSpec.Runtime;

namespace NetSpec.Onnx.Reading;

/// <summary>Reads whole files, with one sentence for what can go wrong.</summary>
internal static class PlainFile
{
    /// <summary>A part of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="largest">Bytes that a caller can take.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Bytes to read; null: all that follow.</param>
    /// <exception cref="InputException">The file cannot be read, is larger, or ends too early.</exception>
    public static byte[] Read(string path, long largest, long offset = 0, long? length = null)
    {
        FileErrors.RequirePath(path);
        try
        {
            if (Directory.Exists(path)) throw new IOException("it is a folder");
            using var handle = File.OpenHandle(path);
            var size = RandomAccess.GetLength(handle);
            if (offset < 0 || length < 0 || offset > size || length > size - offset)
                throw new InputException($"'{path}' has {size} bytes; the model wants {(length is { } wanted ? $"{wanted} bytes" : "those")} from byte {offset}.");
            var count = length ?? (size - offset);
            if (count > Math.Min(largest, Array.MaxLength)) throw new InputException($"'{path}' is too large: {count} bytes, at most {largest} can be read.");
            var bytes = new byte[count];
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(handle, bytes.AsSpan(done), offset + done);
                if (read == 0) throw new InputException($"'{path}' ends at byte {offset + done}, where {bytes.Length - done} more were expected.");
                done += read;
            }
            return bytes;
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }
}
