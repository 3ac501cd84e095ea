using System.Collections.Immutable;
using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>A network's parameters in one aligned block, each on a 64-byte boundary, in the kernels' layout.</summary>
public sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, ParameterInfo> _byName;
    private long _version = 1;

    /// <summary>Allocates zeroed parameters.</summary>
    public ParameterSet(NetworkInfo info)
    {
        Info = info;
        _byName = info.Parameters.ToDictionary(p => p.Name, StringComparer.Ordinal);
        Memory = new AlignedMemory<T>(PackedLength(info.Parameters));
    }

    /// <summary>The network they belong to.</summary>
    public NetworkInfo Info { get; }

    /// <summary>The block. Whoever writes to it calls <see cref="MarkChanged"/>.</summary>
    public AlignedMemory<T> Memory { get; }

    /// <summary>Counts changes; kernels compare it with the version of their packed copies.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Says that <see cref="Memory"/> was written to.</summary>
    public void MarkChanged() => Interlocked.Increment(ref _version);

    /// <summary>The description of a parameter.</summary>
    public ParameterInfo this[string name] =>
        _byName.TryGetValue(name, out var info) ? info : throw new InputException($"{Info.Name} has no parameter '{name}'.");

    /// <summary>A parameter in PyTorch's order, a fresh array.</summary>
    public T[] Read(string name)
    {
        var info = this[name];
        var values = new T[info.Length];
        var packed = Packed(info);
        for (var i = 0; i < values.Length; i++)
            values[i] = packed[info.Layout.IndexOf(i)];
        GC.KeepAlive(Memory);
        return values;
    }

    /// <summary>Sets a parameter from PyTorch's order.</summary>
    /// <exception cref="InputException">Another number of values than the shape holds.</exception>
    public void Write(string name, ReadOnlySpan<T> values)
    {
        var info = this[name];
        if (values.Length != info.Length)
            throw new InputException($"'{name}' holds {info.Length} values, not {values.Length}.");
        var packed = Packed(info);
        for (var i = 0; i < values.Length; i++)
            packed[info.Layout.IndexOf(i)] = values[i];
        GC.KeepAlive(Memory);
        MarkChanged();
    }

    /// <summary>The parameter's values in the kernels' layout, padding included.</summary>
    public Span<T> Packed(ParameterInfo info) => Memory.Slice(info.Offset, info.Layout.PackedLength);

    /// <summary>Values that parameters take with padding.</summary>
    internal static long PackedLength(ImmutableArray<ParameterInfo> parameters) =>
        parameters.IsEmpty ? 0 : parameters.Max(p => p.Offset + p.Layout.PackedLength);
}
