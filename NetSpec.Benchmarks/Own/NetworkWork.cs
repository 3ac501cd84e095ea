using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Own;

/// <summary>A compiled network with one work made ready, on one thread.</summary>
internal sealed class NetworkWork : IDisposable
{
    private readonly CompiledNetwork<float> _compiled;

    public NetworkWork(string spec, Work work, VectorPath path = VectorPath.Auto)
    {
        _compiled = SpecCompiler.Compile<float>(spec, "own.net.yaml", path);
        PeerWeights.Fill(_compiled.Network.Parameters);
        var network = (INetwork)_compiled.Network;
        Assignment = Assignment.Of(network, PeerGraph.Of(spec, network), work, 1);
        Timed = NetSpecWork.Prepare(Assignment);
    }

    public Assignment Assignment { get; }

    public TimedWork Timed { get; }

    /// <summary>Multiply-accumulates of one sample.</summary>
    public long Macs => _compiled.Network.Info.Macs;

    public void Dispose()
    {
        Timed.Dispose();
        _compiled.Dispose();
    }
}
