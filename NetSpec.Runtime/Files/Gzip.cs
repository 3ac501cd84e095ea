using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace NetSpec.Runtime;

/// <summary>
/// Opens files that may be compressed. A gzip stream has no random access, so it is inflated once: to memory, or to a temporary file
/// where that would be too much.
/// </summary>
internal static class Gzip
{
    private const int BytesInMemory = 1 << 29;

    /// <summary>Opens a file, inflated where it starts with gzip's two bytes, whatever its name ends with.</summary>
    public static ByteSource Open(string path, int bytesInMemory = BytesInMemory)
    {
        var source = ByteSource.Open(path);
        if (!IsCompressed(source))
            return source;
        using (source)
        {
            try
            {
                return Inflate(source, bytesInMemory);
            }
            catch (InvalidDataException error)
            {
                throw new InputException($"'{path}' is a damaged gzip file.", error);
            }
            catch (Exception error) when (FileErrors.IsAboutFiles(error))
            {
                throw FileErrors.Reading(path, error);
            }
        }
    }

    private static bool IsCompressed(ByteSource source)
    {
        Span<byte> magic = stackalloc byte[2];
        if (source.Length < magic.Length)
            return false;
        source.Read(magic, 0);
        return magic is [0x1F, 0x8B];
    }

    private static ByteSource Inflate(ByteSource source, int bytesInMemory)
    {
        using var inflating = new GZipStream(File.OpenRead(source.Path), CompressionMode.Decompress);
        var memory = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = inflating.Read(buffer)) > 0 && memory.Length + count <= bytesInMemory)
            memory.Write(buffer, 0, count);
        if (count > 0)
            return Spill(source, memory, buffer.AsSpan(0, count), inflating);
        RequireWhole(source, memory.Length);
        return new MemoryBytes(source.Path, memory.GetBuffer().AsMemory(0, (int)memory.Length));
    }

    private static FileBytes Spill(ByteSource source, MemoryStream start, ReadOnlySpan<byte> next, GZipStream inflating)
    {
        var name = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            var length = 0L;
            Append(handle, start.GetBuffer().AsSpan(0, (int)start.Length), ref length);
            Append(handle, next, ref length);
            var buffer = new byte[1 << 16];
            for (int count; (count = inflating.Read(buffer)) > 0;)
                Append(handle, buffer.AsSpan(0, count), ref length);
            RequireWhole(source, length);
            return new FileBytes(source.Path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Append(SafeFileHandle handle, ReadOnlySpan<byte> bytes, ref long length)
    {
        RandomAccess.Write(handle, bytes, length);
        length += bytes.Length;
    }

    // .NET inflates a file that was cut short without a word; the last four bytes are the length that was meant, modulo 2^32.
    private static void RequireWhole(ByteSource source, long length)
    {
        Span<byte> trailer = stackalloc byte[4];
        if (source.Length >= trailer.Length)
            source.Read(trailer, source.Length - trailer.Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length)
            throw new InputException($"'{source.Path}' is cut short: it inflates to {length} bytes, which is not the length at its end.");
    }
}
