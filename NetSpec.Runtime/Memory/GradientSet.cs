using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>The gradient of every parameter, laid out as the parameters are, so that an optimizer walks both as one line. Padding stays zero.</summary>
public sealed class GradientSet<T>(ParameterSet<T> parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The parameters it belongs to.</summary>
    public ParameterSet<T> Parameters { get; } = parameters;

    /// <summary>The block, laid out as <see cref="ParameterSet{T}.Memory"/>.</summary>
    public AlignedMemory<T> Memory { get; } = new(parameters.Memory.Length);

    /// <summary>One parameter's gradient in PyTorch's order, a fresh array.</summary>
    public T[] Read(string name)
    {
        var info = Parameters[name];
        var packed = Memory.Slice(info.Offset, info.Layout.PackedLength);
        var values = new T[info.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = packed[info.Layout.IndexOf(i)];
        GC.KeepAlive(Memory);
        return values;
    }
}
