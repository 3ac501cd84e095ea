using System.Buffers.Binary;
using System.IO.Compression;

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
        var result = Inflated.Read(source.Path, inflating, bytesInMemory);
        try
        {
            RequireWhole(source, result.Length);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
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
