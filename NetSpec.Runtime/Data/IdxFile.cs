using System.Buffers.Binary;

namespace NetSpec.Runtime;

/// <summary>IDX files: two zero bytes, a type, the number of dimensions, big-endian dimensions, the values.</summary>
internal static class IdxFile
{
    private const byte UnsignedBytes = 0x08;

    /// <summary>Opens a file of unsigned bytes and holds its header against its length.</summary>
    public static ValueFile Open(string path, bool isLabels, out long[] shape)
    {
        var source = Gzip.Open(path);
        try
        {
            shape = ReadHeader(source, isLabels, out var dataOffset);
            return new ValueFile(source, dataOffset, ShapeSize.Count(shape)!.Value, ElementFormat.UInt8);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static long[] ReadHeader(ByteSource source, bool isLabels, out long dataOffset)
    {
        var path = source.Path;
        Span<byte> start = stackalloc byte[4];
        if (source.Length >= start.Length)
            source.Read(start, 0);
        else
            start.Fill(0xFF);
        if (start[0] != 0 || start[1] != 0)
            throw new InputException($"'{path}' is no IDX file: it does not start with two zero bytes.");
        if (start[2] != UnsignedBytes)
            throw new InputException($"'{path}' holds IDX values of type 0x{start[2]:X2}, where unsigned bytes (0x08) were expected.");
        var rank = start[3];
        if (isLabels ? rank != 1 : rank < 2)
            throw new InputException(
                $"'{path}' has {rank} dimensions, where {(isLabels ? "labels have one" : "images have two or more")}.");
        dataOffset = 4 + (4 * rank);
        if (source.Length < dataOffset)
            throw new InputException($"'{path}' ends inside its IDX header.");
        var shape = ReadShape(source, rank);
        RequireLength(path, shape, source.Length - dataOffset);
        return shape;
    }

    private static long[] ReadShape(ByteSource source, int rank)
    {
        Span<byte> dimensions = stackalloc byte[4 * rank];
        source.Read(dimensions, 4);
        var shape = new long[rank];
        for (var i = 0; i < rank; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(dimensions[(4 * i)..]);
        return shape;
    }

    private static void RequireLength(string path, long[] shape, long found)
    {
        var text = ShapeSize.Text(shape);
        if (ShapeSize.Count(shape) is not { } expected || ShapeSize.Count(shape.AsSpan(1)) is not (> 0 and <= int.MaxValue))
            throw new InputException($"'{path}' has the impossible shape {text}.");
        if (found < expected)
            throw new InputException(
                $"'{path}' is shorter than its header says: the shape {text} takes {expected} bytes, and {found} are there.");
        if (found > expected)
            throw new InputException(
                $"'{path}' is longer than its header says: the shape {text} takes {expected} bytes, and {found} are there.");
    }
}
