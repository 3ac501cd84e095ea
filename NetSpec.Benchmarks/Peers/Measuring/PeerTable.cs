namespace NetSpec.Benchmarks.Peers;

/// <summary>Every peer.</summary>
internal static class PeerTable
{
    public static IReadOnlyList<PeerEntry> All { get; } =
    [
        new(OnnxRuntimePeer.PeerName, "npm install --ignore-scripts --prefix benchmarks onnxruntime-node", OnnxRuntimePeer.Open),
        new(TorchPeer.PeerName, "apt-get install python3-torch (and --python /usr/bin/python3 where another one comes first)", TorchPeer.Open),
        new(OpenVinoPeer.PeerName, "npm install --prefix benchmarks openvino-node (its own script fetches the library), or libopenvino_c.so where the system looks", OpenVinoPeer.Open),
        new(FannPeer.PeerName, "apt-get install libfann2", FannPeer.Open),
        new(OpenBlasPeer.PeerName, "apt-get install libopenblas0-pthread", OpenBlasPeer.Open),
    ];
}
