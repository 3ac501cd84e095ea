using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>An npy file that is read piece by piece, so that it may be larger than memory. Thread-safe.</summary>
public sealed class NpyStream : IDisposable
{
    private NpyStream(NpyHeader header, ValueFile values)
    {
        Values = values;
        Shape = header.Shape;
        ElementType = header.Format.ElementType;
    }

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of values.</summary>
    public long Length => Values.Count;

    /// <summary>What the values are in memory: float, double, int or long.</summary>
    public Type ElementType { get; }

    /// <summary>The values, for readers of rows.</summary>
    internal ValueFile Values { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="InputException">It cannot be read, or is in another order, of another type, too short or too long.</exception>
    public static NpyStream Open(string path)
    {
        var source = Npz.OpenArray(path);
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
        where T : unmanaged, INumber<T> => Values.Read(start, into);

    /// <summary>Closes the file.</summary>
    public void Dispose() => Values.Dispose();
}
