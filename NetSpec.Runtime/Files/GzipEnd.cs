using System.Buffers.Binary;
using System.IO.Compression;

namespace NetSpec.Runtime;

/// <summary>
/// Whether a gzip file is there to its end, which .NET does not check. The last four bytes are the length that was meant, modulo 2^32; where a
/// file was put together of several members (RFC 1952, section 2.2), that of the last one.
/// </summary>
internal static class GzipEnd
{
    private const int WindowBytes = 1 << 16;
    private const int MostStarts = 64;

    /// <summary>Whether a file that inflates to this many bytes is whole.</summary>
    public static bool IsThere(ByteSource source, long length)
    {
        Span<byte> trailer = stackalloc byte[4];
        if (source.Length < trailer.Length) return false;
        source.Read(trailer, source.Length - trailer.Length);
        var meant = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        // The last place that inflates is the last member; no more than some are tried, since a header's bytes may stand anywhere.
        return meant == (uint)length || Starts(source).Take(MostStarts).Select(start => InflatedLength(source.Path, start)).FirstOrDefault(l => l is not null) == meant;
    }

    // Where a member after the first may start, the last one first: its first three bytes are always the same.
    private static IEnumerable<long> Starts(ByteSource source)
    {
        var window = new byte[WindowBytes + 2];
        for (var end = source.Length; end > 0; end -= WindowBytes)
        {
            var from = Math.Max(end - WindowBytes, 0);
            var count = (int)Math.Min(window.Length, source.Length - from);
            source.Read(window.AsSpan(0, count), from);
            for (var i = (int)Math.Min(end - from, count - 2) - 1; i >= 0; i--)
            {
                if (from + i > 0 && window[i] == 0x1F && window[i + 1] == 0x8B && window[i + 2] == 8) yield return from + i;
            }
        }
    }

    private static uint? InflatedLength(string path, long start)
    {
        using var file = File.OpenRead(path);
        file.Position = start;
        using var inflating = new GZipStream(file, CompressionMode.Decompress);
        var (buffer, length) = (new byte[WindowBytes], 0L);
        try
        {
            for (int count; (count = inflating.Read(buffer)) > 0;) length += count;
            return (uint)length;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
