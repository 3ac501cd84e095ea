using NetSpec.Runtime;

namespace NetSpec.Compiler;

/// <summary>A device's networks that nobody disposed yet, to be disposed with it.</summary>
internal sealed class LiveNetworks : IDisposable
{
    private readonly List<DeviceNetwork> _networks = [];

    /// <summary>How many there are.</summary>
    public int Count => _networks.Count(n => !n.IsDisposed);

    /// <summary>Adds one, and forgets those that were disposed since: their parameters would stay in memory with them.</summary>
    public void Add(DeviceNetwork network)
    {
        Forget();
        _networks.Add(network);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        foreach (var network in _networks) network.Dispose();
        Forget();
    }

    private void Forget() => _networks.RemoveAll(n => n.IsDisposed);
}
