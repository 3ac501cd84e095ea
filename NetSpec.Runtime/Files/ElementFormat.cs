using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetSpec.Runtime;

/// <summary>How the values of a file are stored, and what they become in memory. One table serves safetensors, npy and IDX.</summary>
internal abstract class ElementFormat(string name, string? safetensors, string? npy, int size)
{
    public static readonly ElementFormat UInt8 = new ElementFormat<byte, int>("uint8", null, "|u1", value => value);

    /// <summary>Every format that can be read; those with the same type in file and memory can be written.</summary>
    public static readonly ImmutableArray<ElementFormat> All =
    [
        new ElementFormat<float, float>("float32", "F32", "<f4", value => value),
        new ElementFormat<double, double>("float64", "F64", "<f8", value => value),
        new ElementFormat<int, int>("int32", "I32", "<i4", value => value),
        new ElementFormat<long, long>("int64", "I64", "<i8", value => value),
        new ElementFormat<Half, float>("float16", "F16", "<f2", value => (float)value),
        new ElementFormat<ushort, float>("bfloat16", "BF16", null, bits => BitConverter.Int32BitsToSingle(bits << 16)),
        UInt8,
        new ElementFormat<sbyte, int>("int8", null, "|i1", value => value),
        new ElementFormat<short, int>("int16", null, "<i2", value => value),
        new ElementFormat<ushort, int>("uint16", null, "<u2", value => value),
    ];

    public string Name { get; } = name;

    /// <summary>Its code in a safetensors header, or null.</summary>
    public string? Safetensors { get; } = safetensors;

    /// <summary>Its code in an npy header, or null.</summary>
    public string? Npy { get; } = npy;

    /// <summary>Bytes of one value.</summary>
    public int Size { get; } = size;

    /// <summary>The type in memory: float, double, int or long.</summary>
    public abstract Type ElementType { get; }

    /// <summary>Whether values have the same type in file and memory.</summary>
    public abstract bool IsExact { get; }

    /// <summary>The format in which a tensor is written.</summary>
    public static ElementFormat Of(Tensor tensor) =>
        All.FirstOrDefault(format => format.IsExact && format.ElementType == tensor.ElementType)
        ?? throw new ArgumentException($"Tensors of {tensor.ElementType.Name} cannot be written; float, double, int and long can.");

    /// <summary>Reads a tensor whose bytes the caller has counted.</summary>
    public abstract Tensor ReadTensor(ByteSource source, long offset, long[] shape);

    /// <summary>Writes a tensor's values.</summary>
    public abstract void WriteTensor(Tensor tensor, Stream stream);

    /// <summary>Converts stored values to numbers of another type.</summary>
    public abstract void Convert<T>(ReadOnlySpan<byte> stored, Span<T> into)
        where T : unmanaged, INumber<T>;
}

/// <inheritdoc/>
internal sealed class ElementFormat<TStored, T>(string name, string? safetensors, string? npy, Func<TStored, T> toValue)
    : ElementFormat(name, safetensors, npy, Unsafe.SizeOf<TStored>())
    where TStored : unmanaged, INumber<TStored>
    where T : unmanaged, INumber<T>
{
    private const int BlockValues = 1 << 16;

    public override Type ElementType => typeof(T);

    public override bool IsExact => typeof(TStored) == typeof(T);

    public override Tensor ReadTensor(ByteSource source, long offset, long[] shape)
    {
        var values = new T[ShapeSize.Count(shape)!.Value];
        var block = new byte[(int)Math.Min(BlockValues, values.LongLength) * Size];
        for (var start = 0; start < values.Length; start += BlockValues)
        {
            var part = values.AsSpan(start, Math.Min(BlockValues, values.Length - start));
            var bytes = block.AsSpan(0, part.Length * Size);
            source.Read(bytes, offset + ((long)start * Size));
            Convert(bytes, part);
        }
        return Tensor.Create(values, shape);
    }

    public override void WriteTensor(Tensor tensor, Stream stream)
    {
        var values = ((Tensor<T>)tensor).Values;
        for (var start = 0; start < values.Length; start += BlockValues)
        {
            var part = values.AsSpan(start, Math.Min(BlockValues, values.Length - start));
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(part));
                continue;
            }
            foreach (var value in part)
            {
                var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
                Array.Reverse(bytes);
                stream.Write(bytes);
            }
        }
    }

    public override void Convert<TInto>(ReadOnlySpan<byte> stored, Span<TInto> into)
    {
        if (BitConverter.IsLittleEndian && typeof(TStored) == typeof(TInto) && IsExact)
        {
            stored.CopyTo(MemoryMarshal.AsBytes(into));
            return;
        }
        for (var i = 0; i < into.Length; i++)
            into[i] = TInto.CreateTruncating(toValue(Load(stored.Slice(i * Size, Size))));
    }

    private static TStored Load(ReadOnlySpan<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
            return MemoryMarshal.Read<TStored>(bytes);
        Span<byte> reversed = stackalloc byte[bytes.Length];
        bytes.CopyTo(reversed);
        reversed.Reverse();
        return MemoryMarshal.Read<TStored>(reversed);
    }
}
