using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Carries blocks that are laid out as the parameters are (states of optimizers, copies) to and from named tensors.</summary>
internal static class PackedTensors
{
    /// <summary>Adds one tensor per parameter that is wanted, in PyTorch's order, its name behind a prefix.</summary>
    public static void Save<T>(NamedTensors into, string prefix, AlignedMemory<T> block, IEnumerable<ParameterInfo> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var parameter in parameters)
        {
            var packed = block.Slice(parameter.Offset, parameter.Layout.PackedLength);
            var values = new T[parameter.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = packed[parameter.Layout.IndexOf(i)];
            into[prefix + parameter.Name] = Tensor.Create(values, [.. parameter.Shape.Select(d => (long)d)]);
        }
        GC.KeepAlive(block);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InputException">A tensor is missing, or has another type or length.</exception>
    public static void Load<T>(NamedTensors from, string prefix, AlignedMemory<T> block, IEnumerable<ParameterInfo> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var parameter in parameters)
        {
            var name = prefix + parameter.Name;
            if (from[name] is not Tensor<T> tensor || tensor.Length != parameter.Length)
                throw new InputException($"'{name}' holds {from[name].Length} values of {from[name].ElementType.Name}, not {parameter.Length} of {typeof(T).Name}.");
            var packed = block.Slice(parameter.Offset, parameter.Layout.PackedLength);
            for (var i = 0; i < parameter.Length; i++)
                packed[parameter.Layout.IndexOf(i)] = tensor.Values[i];
        }
        GC.KeepAlive(block);
    }
}
