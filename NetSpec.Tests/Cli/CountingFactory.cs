using System.Numerics;
using NetSpec.Pruning;
using NetSpec.Spec;

namespace NetSpec.Tests.Cli;

/// <summary>Counts the networks that were made and not disposed yet: on a GPU each takes memory there.</summary>
internal sealed class CountingFactory(INetworkFactory factory) : INetworkFactory
{
    /// <summary>Networks made so far.</summary>
    public int Made { get; private set; }

    /// <summary>Networks that are in use.</summary>
    public int Live { get; private set; }

    /// <summary>The most that were in use at once.</summary>
    public int Most { get; private set; }

    public INetworkHandle<T> Create<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Made++;
        Most = Math.Max(Most, ++Live);
        return new Handle<T>(factory.Create<T>(spec), () => Live--);
    }

    private sealed class Handle<T>(INetworkHandle<T> handle, Action disposed) : INetworkHandle<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public NetSpec.Runtime.INetwork<T> Network => handle.Network;

        public void Dispose()
        {
            handle.Dispose();
            disposed();
        }
    }
}
