using System.Runtime.InteropServices;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Onnx.Reading;

/// <summary>Tensors of a file as arrays: float32, float64, and int64 for every kind of whole number and for truth values.</summary>
internal sealed class TensorReader(ExternalData external)
{
    private const int LargestRank = 16;

    /// <summary>Reads a tensor; its size is held against the bytes that are there before memory is taken.</summary>
    /// <exception cref="InputException">Shape, type and values do not go together.</exception>
    public Tensor Read(Proto.Tensor tensor, string label)
    {
        if (tensor.Dims.Count > LargestRank) throw new InputException($"{label} has {tensor.Dims.Count} dimensions; at most {LargestRank} are read.");
        var shape = tensor.Dims.ToArray();
        var count = Count(shape) ?? throw new InputException($"{label} claims the shape [{string.Join(", ", shape)}], which no tensor can have.");
        var element = ElementType.Of(tensor.DataType)
            ?? throw new InputException($"{label} holds values of type {tensor.DataType.ToString().ToUpperInvariant()}, which no layer can have.");
        if (tensor.DataLocation == Proto.Tensor.Types.Location.External)
            return element.FromBytes(external.Read(tensor, label, checked(count * element.Size)), shape);
        if (tensor.RawData.Length > 0 || element.CountTyped(tensor) == 0)
        {
            if (tensor.RawData.Length != count * element.Size)
                throw new InputException($"{label} claims the shape [{string.Join(", ", shape)}], {count * element.Size} bytes, but holds {tensor.RawData.Length}.");
            return element.FromBytes(tensor.RawData.ToByteArray(), shape);
        }
        if (element.CountTyped(tensor) != count)
            throw new InputException($"{label} claims the shape [{string.Join(", ", shape)}], {count} values, but holds {element.CountTyped(tensor)}.");
        return element.FromTyped(tensor, shape);
    }

    // Null where a dimension is negative or one array could not hold the values in 8 bytes each.
    private static long? Count(long[] shape)
    {
        if (shape.Any(d => d < 0)) return null;
        if (shape.Contains(0)) return 0;
        var count = 1L;
        foreach (var dimension in shape)
        {
            if (dimension > Array.MaxLength / count) return null;
            count *= dimension;
        }
        return count;
    }
}
