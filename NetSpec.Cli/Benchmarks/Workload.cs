using NetSpec.Runtime;

namespace NetSpec.Cli.Benchmarks;

/// <summary>One kind of work that is timed.</summary>
/// <param name="Name">single, single_chained, batch or train.</param>
/// <param name="Batch">Samples of one call.</param>
/// <param name="Threads">Threads that it uses.</param>
/// <param name="Flops">Floating-point operations of one call.</param>
/// <param name="Run">Does so many calls.</param>
internal sealed record Workload(string Name, int Batch, int Threads, double Flops, Action<int> Run)
{
    /// <summary>One sample at a time of a network whose parameters are set.</summary>
    public static Workload Single(INetwork network) => Of(network, 1, 1).First();

    /// <summary>The workloads of a network whose parameters are set, one sample at a time first.</summary>
    public static IEnumerable<Workload> Of(INetwork network, int batch, int threads)
    {
        var info = network.Info;
        var random = new RandomSource(1);
        var input = new float[batch * info.InputSize];
        foreach (ref var value in input.AsSpan()) value = (float)random.NextGaussian();
        var output = new float[batch * info.OutputSize];
        yield return new("single", 1, 1, 2.0 * info.Macs, Calls(network, input[..info.InputSize], output[..info.OutputSize]));
        yield return new("single_chained", 1, 1, 2.0 * info.Macs, Chained(network, input[..info.InputSize], output[..info.OutputSize]));
        yield return new("batch", batch, threads, 2.0 * info.Macs * batch, Calls(network, input, output));
        yield return new("train", batch, threads, 2.0 * batch * ((3 * info.Macs) - info.FirstLayerMacs), Train(network, input));
    }

    private static Action<int> Calls(INetwork network, float[] input, float[] output) => calls =>
    {
        for (var i = 0; i < calls; i++) network.Forward(input, output);
    };

    // Each call's outputs go into the next one's inputs, so small that the inputs stay as they are: no call can begin before the last has ended.
    private static Action<int> Chained(INetwork network, float[] given, float[] output)
    {
        var input = (float[])given.Clone();
        var chained = Math.Min(input.Length, output.Length);
        return calls =>
        {
            for (var i = 0; i < calls; i++)
            {
                network.Forward(input, output);
                for (var k = 0; k < chained; k++) input[k] = given[k] + (1e-20f * output[k]);
            }
        };
    }

    private static Action<int> Train(INetwork network, float[] input)
    {
        var info = network.Info;
        // So small a rate that however many steps leave the parameters finite.
        const double rate = 1e-9;
        var sgd = new OptimizerOptions("sgd");
        var target = Targets(info, input.Length / info.InputSize);
        if (network is DeviceNetwork device)
        {
            device.UseOptimizer(sgd);
            return calls =>
            {
                for (var i = 0; i < calls; i++) device.TrainStep(input, target, rate, new GradientRequest<float> { Training = true, Seed = (ulong)i });
            };
        }
        var gradient = new GradientSet<float>(network.Parameters);
        var step = new TrainingStep<float>(sgd.Create(network.Parameters)) { LearningRate = rate };
        return calls =>
        {
            for (var i = 0; i < calls; i++) network.Train(input, target, gradient, step, new GradientRequest<float> { Training = true, Seed = (ulong)i });
        };
    }

    // Valid for every loss: classes in turn, else ones (a sign, a probability, a value).
    private static float[] Targets(NetworkInfo info, int samples)
    {
        var target = new float[samples * info.TargetSize];
        for (var i = 0; i < target.Length; i++)
            target[i] = info.Loss == Loss.CrossEntropy ? i % info.OutputSize : 1;
        return target;
    }
}
