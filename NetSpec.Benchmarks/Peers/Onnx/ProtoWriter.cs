using System.Runtime.InteropServices;
using System.Text;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Writes protocol buffer messages: each field is its number and wire type, then a varint, four bytes, or a length and bytes.</summary>
internal sealed class ProtoWriter
{
    private const int Varint = 0, Bytes = 2, FourBytes = 5;

    private readonly MemoryStream _stream = new();

    public byte[] ToArray() => _stream.ToArray();

    public ProtoWriter Whole(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoWriter Real(int field, float value)
    {
        Tag(field, FourBytes);
        _stream.Write(BitConverter.GetBytes(value));
        return this;
    }

    public ProtoWriter Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Reals(int field, ReadOnlySpan<float> values) => Raw(field, MemoryMarshal.AsBytes(values));

    public ProtoWriter Message(int field, ProtoWriter message) => Raw(field, message.ToArray());

    private ProtoWriter Raw(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Bytes);
        WriteVarint((ulong)bytes.Length);
        _stream.Write(bytes);
        return this;
    }

    private void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    private void WriteVarint(ulong value)
    {
        for (; value > 0x7F; value >>= 7) _stream.WriteByte((byte)(value | 0x80));
        _stream.WriteByte((byte)value);
    }
}
