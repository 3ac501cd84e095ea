using System.Numerics;
using NetSpec.Compiler;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// Makes specs run for the pruner by compiling them in memory: each spec is compiled and loaded once, however many networks of it are asked
/// for, since loading it again means translating its kernels to machine code again. The code of the last few specs is kept, so that memory does
/// not grow with the networks that a search or a repeated run makes. Disposing lets go of all code.
/// </summary>
/// <param name="device">Where networks in float32 run; null: on the processor, as those in float64 always do.</param>
public sealed class CompiledNetworks(Device? device = null) : INetworkFactory, IDisposable
{
    private const int MostKept = 16;

    private readonly Dictionary<(Type, string), IDisposable> _compiled = [];

    // The one used last comes last.
    private readonly List<(Type, string)> _order = [];

    /// <inheritdoc/>
    /// <exception cref="SpecException">The spec has errors, or code of a kind in it is not generated yet.</exception>
    public INetworkHandle<T> Create<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (device is not null && typeof(T) == typeof(float)) return new DeviceHandle<T>(device.Create(spec));
        var key = (typeof(T), SpecWriter.Write(spec));
        if (!_compiled.TryGetValue(key, out var compiled)) _compiled.Add(key, compiled = SpecCompiler.Compile<T>(spec));
        _order.Remove(key);
        _order.Add(key);
        if (_order.Count > MostKept) Forget(_order[0]);
        return new Handle<T>(((CompiledNetwork<T>)compiled).CreateAnother());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_order.Count > 0) Forget(_order[^1]);
    }

    // Networks of it that are still in use keep it loaded.
    private void Forget((Type, string) key)
    {
        _compiled.Remove(key, out var compiled);
        _order.Remove(key);
        compiled!.Dispose();
    }

    private sealed class DeviceHandle<T>(DeviceNetwork network) : INetworkHandle<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public INetwork<T> Network => (INetwork<T>)(object)network;

        public void Dispose() => network.Dispose();
    }

    private sealed class Handle<T>(INetwork<T> network) : INetworkHandle<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public INetwork<T> Network => network;

        // The code stays with the factory; the network's memory goes with the network.
        public void Dispose()
        {
        }
    }
}
