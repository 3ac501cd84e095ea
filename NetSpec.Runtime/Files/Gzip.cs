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
            return GzipEnd.IsThere(source, result.Length)
                ? result
                : throw new InputException($"'{source.Path}' is cut short: it inflates to {result.Length} bytes, which is not the length at its end.");
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
