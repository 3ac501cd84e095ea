using Microsoft.Win32.SafeHandles;

namespace NetSpec.Runtime;

/// <summary>Bytes of a stream that can be read at any offset: in memory, or in a temporary file where that would be too much.</summary>
internal static class Inflated
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="path">What the caller named, for messages.</param>
    /// <param name="stream">What inflates.</param>
    /// <param name="bytesInMemory">Most bytes that stay in memory.</param>
    /// <param name="see">Sees all bytes in order; null: nobody does.</param>
    public static ByteSource Read(string path, Stream stream, int bytesInMemory, Observer? see = null)
    {
        var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = ReadSome(stream, buffer, see)) > 0 && memory.Length + count <= bytesInMemory)
            memory.Write(buffer, 0, count);
        return count > 0
            ? Spill(path, memory, buffer, count, stream, see)
            : new MemoryBytes(path, memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    /// <summary>Sees some bytes.</summary>
    public delegate void Observer(ReadOnlySpan<byte> bytes);

    private static FileBytes Spill(string path, MemoryStream start, byte[] buffer, int count, Stream stream, Observer? see)
    {
        var name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            var length = 0L;
            Append(handle, start.GetBuffer().AsSpan(0, (int)start.Length), ref length);
            for (; count > 0; count = ReadSome(stream, buffer, see))
                Append(handle, buffer.AsSpan(0, count), ref length);
            return new FileBytes(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static int ReadSome(Stream stream, byte[] buffer, Observer? see)
    {
        var count = stream.Read(buffer);
        see?.Invoke(buffer.AsSpan(0, count));
        return count;
    }

    private static void Append(SafeFileHandle handle, ReadOnlySpan<byte> bytes, ref long length)
    {
        RandomAccess.Write(handle, bytes, length);
        length += bytes.Length;
    }
}
