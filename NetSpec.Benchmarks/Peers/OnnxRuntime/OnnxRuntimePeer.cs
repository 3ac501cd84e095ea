using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>ONNX Runtime through its C interface, from the library of the npm package onnxruntime-node.</summary>
internal sealed class OnnxRuntimePeer : IPeer
{
    public const string PeerName = "onnxruntime";

    private readonly OrtApi _api;

    private OnnxRuntimePeer(nint library) => _api = new(library);

    public string Name => PeerName;

    public string Version => _api.VersionText;

    public static IPeer Open(PeersOptions options)
    {
        var folder = Path.Combine(options.Packages, "node_modules", "onnxruntime-node", "bin");
        var processor = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        var file = NativePeers.Find(folder, path => path.Contains($"/{processor}/", StringComparison.Ordinal) && Path.GetFileName(path).StartsWith("libonnxruntime.so", StringComparison.Ordinal));
        return new OnnxRuntimePeer(NativePeers.Load(file ?? "libonnxruntime.so.1"));
    }

    public TimedWork? Prepare(Assignment assignment) =>
        assignment.Work.Kind == WorkKind.Train ? null : new OnnxRuntimeWork(_api, assignment);

    // The library stays until the process ends: its threads do not like to be unloaded.
    public void Dispose()
    {
    }
}
