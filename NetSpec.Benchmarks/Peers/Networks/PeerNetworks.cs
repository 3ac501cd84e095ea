namespace NetSpec.Benchmarks.Peers;

/// <summary>Every network and work of the table.</summary>
internal static class PeerNetworks
{
    private const string Ort = OnnxRuntimePeer.PeerName, Torch = TorchPeer.PeerName, Fann = FannPeer.PeerName;

    public static IReadOnlyList<PeerNetwork> All { get; } =
    [
        PeerNetwork.Chain("A", [30, 16, 12, 10, 1], Work.Chained((Ort, 45), (Fann, 6)), Work.Batched(256, (Ort, 3.4)), Work.Train(32, (Torch, 180), (Fann, 35))),
        PeerNetwork.Chain("B", [784, 128, 64, 10], Work.Single((Ort, 2)), Work.Sparse(), Work.Batched(256, (Ort, 1.05)), Work.Train(32, (Torch, 4.6)), Work.Train(128, (Torch, 2.4))),
        PeerNetwork.Chain("C", [784, 512, 512, 10], Work.Single((Ort, 1.1)), Work.Batched(256, (Ort, 1)), Work.Train(128, (Torch, 1.5))),
        PeerNetwork.Example("D", "small_cnn", "1x28x28, convolutions of 8 and 16", Work.Single((Ort, 4.8)), Work.Batched(256, (Ort, 5))),
        PeerNetwork.Example("fashion_cnn", "fashion_cnn", "1x28x28, convolutions of 32 and 64", Image()),
        PeerNetwork.Example("resnet20", "resnet20", "3x32x32, nine residual blocks", Image()),
        PeerNetwork.Example("lstm", "sequence_lstm", "32 steps of 32 values, LSTM of 64", Work.Single((Ort, 3)), Work.Train(32, (Torch, 3))),
        PeerNetwork.Example("tiny_autoencoder", "tiny_autoencoder", "MLPerf Tiny, dense 640-128-8-128-640", Work.Single((Ort, 1.5))),
        PeerNetwork.Example("tiny_ds_cnn", "tiny_ds_cnn", "MLPerf Tiny, depthwise convolutions of 64", Work.Single((Ort, 1.5))),
        PeerNetwork.Example("tiny_resnet8", "tiny_resnet8", "MLPerf Tiny, three residual blocks", Work.Single((Ort, 1.5))),
    ];

    private static Work[] Image() => [Work.Single((Ort, 1.5)), Work.Batched(64, (Ort, 1.2)), Work.Train(64, (Torch, 1.3))];
}
