using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>What everyone who takes part is given: the same network, weights, samples and threads.</summary>
/// <param name="Network">NetSpec's own, whose parameters are set.</param>
/// <param name="Graph">The same network for peers.</param>
/// <param name="Work">What is done.</param>
/// <param name="Threads">How many threads may do it.</param>
/// <param name="Input">work.Batch samples.</param>
/// <param name="Target">Their targets.</param>
internal sealed record Assignment(INetwork Network, PeerGraph Graph, Work Work, int Threads, AlignedMemory<float> Input, float[] Target)
{
    // Inputs this small keep every activation of the small networks under 1, where FANN's rectifier ends.
    private const double LargestInput = 0.25;

    public static Assignment Of(INetwork network, PeerGraph graph, Work work, int threads)
    {
        var info = network.Info;
        var random = new RandomSource(7);
        var input = new AlignedMemory<float>((long)work.Batch * info.InputSize);
        foreach (ref var value in input.Span) value = (float)(LargestInput * random.NextDouble());
        if (work.Density < 1) Thin(input.Span, work.Density, random);
        var target = new float[work.Batch * info.TargetSize];
        for (var i = 0; i < target.Length; i++)
            target[i] = info.Loss == Loss.CrossEntropy ? i % info.OutputSize : (float)random.NextDouble();
        return new(network, graph, work, threads, input, target);
    }

    private static void Thin(Span<float> input, double density, RandomSource random)
    {
        foreach (ref var value in input)
        {
            if (random.NextDouble() >= density) value = 0;
        }
    }

    /// <summary>Floating-point operations of one call, those by zeros too; training's backward pass needs no gradient of the input.</summary>
    public double Flops => Work.Kind == WorkKind.Train
        ? 2.0 * Work.Batch * ((3 * Network.Info.Macs) - Network.Info.FirstLayerMacs)
        : 2.0 * Work.Batch * Network.Info.Macs;
}
