using System.Runtime.InteropServices;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>How values of one type lie in a file.</summary>
/// <param name="Size">Bytes of one value.</param>
/// <param name="CountTyped">Values in the field of their type.</param>
/// <param name="FromBytes">Little-endian bytes as a tensor.</param>
/// <param name="FromTyped">The field of their type as a tensor.</param>
internal sealed record ElementType(
    int Size,
    Func<Proto.Tensor, int> CountTyped,
    Func<byte[], long[], Tensor> FromBytes,
    Func<Proto.Tensor, long[], Tensor> FromTyped)
{
    private static readonly Dictionary<Proto.Tensor.Types.Element, ElementType> _all = new()
    {
        [Proto.Tensor.Types.Element.Float] = new(
            4, t => t.FloatData.Count, (b, s) => Tensor.Create(MemoryMarshal.Cast<byte, float>(b).ToArray(), s), (t, s) => Tensor.Create(t.FloatData.ToArray(), s)),
        [Proto.Tensor.Types.Element.Double] = new(
            8, t => t.DoubleData.Count, (b, s) => Tensor.Create(MemoryMarshal.Cast<byte, double>(b).ToArray(), s), (t, s) => Tensor.Create(t.DoubleData.ToArray(), s)),
        [Proto.Tensor.Types.Element.Float16] = Half(bits => (float)BitConverter.UInt16BitsToHalf(bits)),
        [Proto.Tensor.Types.Element.Bfloat16] = Half(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        [Proto.Tensor.Types.Element.Int64] = new(
            8, t => t.Int64Data.Count, (b, s) => Tensor.Create(MemoryMarshal.Cast<byte, long>(b).ToArray(), s), (t, s) => Tensor.Create(t.Int64Data.ToArray(), s)),
        [Proto.Tensor.Types.Element.Int32] = Whole<int>(4),
        [Proto.Tensor.Types.Element.Int16] = Whole<short>(2),
        [Proto.Tensor.Types.Element.Uint16] = Whole<ushort>(2),
        [Proto.Tensor.Types.Element.Int8] = Whole<sbyte>(1),
        [Proto.Tensor.Types.Element.Uint8] = Whole<byte>(1),
        [Proto.Tensor.Types.Element.Bool] = Whole<byte>(1),
    };

    /// <summary>The type; null for text, complex and quantised numbers.</summary>
    public static ElementType? Of(Proto.Tensor.Types.Element element) => _all.GetValueOrDefault(element);

    private static ElementType Whole<T>(int size)
        where T : unmanaged, System.Numerics.IBinaryInteger<T> => new(
            size,
            t => t.Int32Data.Count,
            (b, s) => Tensor.Create(Array.ConvertAll(MemoryMarshal.Cast<byte, T>(b).ToArray(), long.CreateTruncating), s),
            (t, s) => Tensor.Create(t.Int32Data.Select(v => (long)v).ToArray(), s));

    private static ElementType Half(Func<ushort, float> convert) => new(
        2,
        t => t.Int32Data.Count,
        (b, s) => Tensor.Create(Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(b).ToArray(), bits => convert(bits)), s),
        (t, s) => Tensor.Create(t.Int32Data.Select(v => convert((ushort)v)).ToArray(), s));
}
