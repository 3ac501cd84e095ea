using System.Numerics;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Turns a spec into a network that runs; <see cref="CompiledNetworks"/> is one.</summary>
public interface INetworkFactory
{
    /// <summary>Compiles and loads a network; parameters are zero. Dispose the handle to let go of its code.</summary>
    /// <typeparam name="T">float, or double for exact comparisons.</typeparam>
    INetworkHandle<T> Create<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A network and the code it needs.</summary>
public interface INetworkHandle<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The network.</summary>
    INetwork<T> Network { get; }
}
