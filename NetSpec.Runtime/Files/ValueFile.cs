using System.Buffers;
using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>A line of stored values that is read where it is asked for. Thread-safe.</summary>
internal sealed class ValueFile(ByteSource source, long dataOffset, long count, ElementFormat format) : IDisposable
{
    private const int BlockBytes = 1 << 18;

    public string Path => source.Path;

    public long Count { get; } = count;

    /// <summary>Reads neighbouring values.</summary>
    public void Read<T>(long start, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        if (start < 0 || start > Count - into.Length)
            throw new ArgumentOutOfRangeException(nameof(start), $"{start} + {into.Length} lies outside {Count} values.");
        var block = ArrayPool<byte>.Shared.Rent((int)Math.Min(BlockBytes, (long)into.Length * format.Size));
        var blockValues = block.Length / format.Size;
        while (!into.IsEmpty)
        {
            var part = into[..Math.Min(into.Length, blockValues)];
            var bytes = block.AsSpan(0, part.Length * format.Size);
            source.Read(bytes, dataOffset + (start * format.Size));
            format.Convert(bytes, part);
            into = into[part.Length..];
            start += part.Length;
        }
        ArrayPool<byte>.Shared.Return(block);
    }

    /// <summary>Reads rows of equal width; neighbours are read together, since a system call costs more than the bytes of a row.</summary>
    public void ReadRows<T>(ReadOnlySpan<long> rows, int width, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        for (var first = 0; first < rows.Length;)
        {
            var next = first + 1;
            while (next < rows.Length && rows[next] == rows[next - 1] + 1)
                next++;
            Read(rows[first] * width, into[(first * width)..(next * width)]);
            first = next;
        }
    }

    public void Dispose() => source.Dispose();
}
