using System.Buffers.Binary;

namespace NetSpec.Runtime;

/// <summary>
/// Files of named tensors: a little-endian 64-bit header length, a JSON header, the values. float32, float64, int32 and int64 are read and
/// written; float16 and bfloat16 are read as float32.
/// </summary>
public static class Safetensors
{
    internal const int MaxHeaderBytes = 100_000_000;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InputException">It cannot be read, or is anything but a well-formed file of known element types.</exception>
    public static NamedTensors Read(string path)
    {
        using var source = ByteSource.Open(path);
        var header = ReadHeader(source, out var dataOffset);
        var dataLength = source.Length - dataOffset;
        var result = new NamedTensors();
        foreach (var entry in header.Entries)
            SafetensorsCheck.Entry(path, entry, dataLength);
        SafetensorsCheck.Cover(path, header.Entries, dataLength);
        foreach (var entry in header.Entries)
            result[entry.Name] = SafetensorsCheck.Format(path, entry).ReadTensor(source, dataOffset + entry.Begin, entry.Shape);
        foreach (var (key, value) in header.Metadata)
            result.Metadata[key] = value;
        return result;
    }

    /// <summary>Writes a file, whole or not at all. The same tensors in the same order give the same bytes.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, NamedTensors tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, stream => Write(stream, tensors));
    }

    internal static void Write(Stream stream, NamedTensors tensors)
    {
        // Wide values first: with the header padded to 8 bytes every tensor is then aligned to its own element size.
        var stored = tensors.Names.OrderByDescending(name => ElementFormat.Of(tensors[name]).Size).ToList();
        var header = SafetensorsHeader.Format(tensors, stored);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var name in stored)
            ElementFormat.Of(tensors[name]).WriteTensor(tensors[name], stream);
    }

    private static SafetensorsHeader ReadHeader(ByteSource source, out long dataOffset)
    {
        if (source.Length < 8)
            throw new InputException(
                $"'{source.Path}' is no safetensors file: it has {source.Length} bytes, fewer than the 8 of the header's length.");
        Span<byte> lengthBytes = stackalloc byte[8];
        source.Read(lengthBytes, 0);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > MaxHeaderBytes)
            throw new InputException(
                $"'{source.Path}' is no safetensors file: its header would take {length} bytes, more than the {MaxHeaderBytes} allowed.");
        if (length > (ulong)source.Length - 8)
            throw new InputException(
                $"'{source.Path}' is truncated: its header should take {length} bytes, and {source.Length - 8} are there.");
        var json = new byte[length];
        source.Read(json, 8);
        dataOffset = 8 + (long)length;
        return SafetensorsHeader.Parse(source.Path, json);
    }
}
