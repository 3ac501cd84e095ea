using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>FANN: chains of dense layers with relu between, one thread.</summary>
internal sealed class FannPeer : IPeer
{
    public const string PeerName = "fann";

    // FANN looks for a connection from the first one each time a weight is set.
    private const int MostParameters = 10_000;

    private readonly FannLibrary _library;

    private FannPeer(nint library) => _library = new(library);

    public string Name => PeerName;

    public string Version => "2.2";

    public static IPeer Open(PeersOptions options) => new FannPeer(NativePeers.Load("libfloatfann.so.2"));

    public TimedWork? Prepare(Assignment assignment) =>
        assignment.Threads == 1 && assignment.Network.Info.ParameterCount <= MostParameters && assignment.Network.Info.Loss == Loss.Mse && DenseChain.Of(assignment.Graph) is { } chain
            ? new FannWork(_library, assignment, chain)
            : null;

    public void Dispose()
    {
    }
}
