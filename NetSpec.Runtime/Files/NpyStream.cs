using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>An npy file that is read piece by piece, so that it may be larger than memory. Thread-safe.</summary>
public sealed class NpyStream : IDisposable
{
    private readonly ValueFile _values;

    private NpyStream(NpyHeader header, ValueFile values)
    {
        _values = values;
        Shape = header.Shape;
        ElementType = header.Format.ElementType;
    }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of values.</summary>
    public long Length => _values.Count;

    /// <summary>What the values are in memory: float, double, int or long.</summary>
    public Type ElementType { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InputException">It cannot be read, or is in another order, of another type, too short or too long.</exception>
    public static NpyStream Open(string path)
    {
        var source = ByteSource.Open(path);
        try
        {
            var header = NpyHeader.Read(source);
            return new(header, new ValueFile(source, header.DataOffset, header.Count, header.Format));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Reads neighbouring values, converted to the type asked for (integers cut off, as a cast does).</summary>
    /// <param name="start">First value, C order.</param>
    /// <param name="into">As many values as are wanted.</param>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public void Read<T>(long start, Span<T> into)
        where T : unmanaged, INumber<T> => _values.Read(start, into);

    /// <summary>Reads rows: stretches of equal width.</summary>
    internal void ReadRows<T>(ReadOnlySpan<long> rows, int width, Span<T> into)
        where T : unmanaged, INumber<T> => _values.ReadRows(rows, width, into);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _values.Dispose();
}
