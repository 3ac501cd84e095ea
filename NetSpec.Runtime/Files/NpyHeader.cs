using System.Buffers.Binary;
using System.Text;

namespace NetSpec.Runtime;

/// <summary>
/// The header of an npy file: magic, version, and a dictionary in Python's notation. Versions 1 to 3 are read, 1.0 is written.
/// </summary>
internal sealed record NpyHeader(ElementFormat Format, long[] Shape, long Count, long DataOffset)
{
    private const int MaxHeaderBytes = 1 << 20;
    private const int Alignment = 64;

    /// <summary>Reads a header and holds it against the file's length.</summary>
    public static NpyHeader Read(ByteSource source)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..(int)Math.Min(start.Length, source.Length)];
        source.Read(start, 0);
        if (start.Length < 10 || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
            throw new InputException($"'{source.Path}' is no npy file: it does not start with numpy's magic bytes.");
        var version = start[6];
        if (version is < 1 or > 3 || (version > 1 && start.Length < 12))
            throw new InputException($"'{source.Path}' is an npy file of version {version}, where 1 to 3 can be read.");
        var textOffset = version == 1 ? 10 : 12;
        long length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MaxHeaderBytes || textOffset + length > source.Length)
            throw new InputException($"'{source.Path}' is no npy file: its header would take {length} bytes.");
        var text = new byte[length];
        source.Read(text, textOffset);
        var fields = NpyDictionary.Parse(source.Path, Encoding.UTF8.GetString(text));
        return Check(source, fields, textOffset + length);
    }

    /// <summary>The bytes before the data, padded to a multiple of 64 as numpy does.</summary>
    public static byte[] Bytes(ElementFormat format, IReadOnlyList<long> shape)
    {
        var dimensions = string.Join(", ", shape) + (shape.Count == 1 ? "," : "");
        var text = $"{{'descr': '{format.Npy}', 'fortran_order': False, 'shape': ({dimensions}), }}";
        var total = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        bytes.AsSpan().Fill((byte)' ');
        bytes[0] = 0x93;
        "NUMPY"u8.CopyTo(bytes.AsSpan(1));
        (bytes[6], bytes[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)(total - 10)));
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static NpyHeader Check(ByteSource source, NpyDictionary fields, long dataOffset)
    {
        var path = source.Path;
        if (fields.Type.StartsWith('>'))
            throw new InputException($"'{path}' holds big-endian values ('{fields.Type}'), where little-endian ones were expected.");
        var format = ElementFormat.All.FirstOrDefault(f => f.Npy == fields.Type)
            ?? throw new InputException(
                $"'{path}' holds values of type '{fields.Type}', where '<f4', '<f8', '<i4', '<i8' or shorter ones were expected.");
        if (fields.FortranOrder)
            throw new InputException($"'{path}' is in Fortran order, where C order was expected: save numpy.ascontiguousarray(x).");
        var shape = ShapeSize.Text(fields.Shape);
        if (ShapeSize.Count(fields.Shape) is not { } count || count > long.MaxValue / 8)
            throw new InputException($"'{path}' has the impossible shape {shape}.");
        var expected = count * format.Size;
        var found = source.Length - dataOffset;
        if (found != expected)
        {
            var problem = found < expected ? "is truncated" : "is too long";
            throw new InputException(
                $"'{path}' {problem}: the shape {shape} of {format.Name} takes {expected} bytes, and {found} are there.");
        }
        return new(format, fields.Shape, count, dataOffset);
    }
}
