using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Threads change how long a call takes, never what it gives.</summary>
public class ThreadTests
{
    private const string Dense = "netspec: 1\nname: Shared\ninput: 301\nlayers:\n  - { dense: 257, activation: tanh }\n  - dense: 9\nloss: mse\n";

    private const string Image = """
        netspec: 1
        name: SharedImage
        input: [3, 17, 15]
        layers:
          - { conv2d: 20, kernel: 3, padding: same, activation: relu }
          - maxpool: 2
          - flatten:
          - dense: 5
        loss: mse
        """;

    private const string Sequence = "netspec: 1\nname: SharedSequence\ninput: [6, 30]\nlayers:\n  - { dense: 90, activation: tanh }\n  - flatten:\n  - dense: 40\nloss: mse\n";

    // Training's slices of 64 and 128 samples are no multiples of a tile's twelve rows; inference's must be.
    private const string Normalised = "netspec: 1\nname: SharedNormalised\ninput: 300\nlayers:\n  - dense: 900\n  - { batchnorm: , activation: relu }\n  - dense: 9\nloss: mse\n";

    // One sample takes a form of its own.
    private const string Recurrent = "netspec: 1\nname: SharedRecurrent\ninput: [20, 16]\nlayers:\n  - { conv1d: 16, kernel: 3, padding: same }\n  - gru: 32\n  - dense: 7\nloss: mse\n";

    // 800,000 activations a sample: slices of five samples.
    private const string Large = "netspec: 1\nname: SharedLarge\ninput: [2000, 4]\nlayers:\n  - { dense: 400, activation: relu }\n  - global_avgpool:\n  - dense: 3\nloss: mse\n";

    public static TheoryData<string, VectorPath> EverySpecOnEveryPath()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var spec in new[] { Dense, Image, Sequence, Normalised, Recurrent })
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(spec, path);
        }
        data.Add(Large, VectorPath.Auto);
        return data;
    }

    [Theory]
    [MemberData(nameof(EverySpecOnEveryPath))]
    public void ForwardGivesTheSameBitsOnAnyNumberOfThreads(string spec, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "threads.net.yaml", path);
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", seed: 3);
        foreach (var samples in spec == Large ? [1, 5, 26] : new[] { 1, 2, 13, 15, 16, 25, 33, 67, 100, 121, 257, 300, 1030 })
        {
            var input = Values(samples * network.Info.InputSize);
            var expected = On(1, network, input, samples);
            for (var threads = 2; threads <= 5; threads++) Assert.Equal(expected, On(threads, network, input, samples));
        }
    }

    [Fact]
    public void CallsBesideOneAnotherGiveWhatEachGivesAlone()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "threads.net.yaml");
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", seed: 3);
        var inputs = Enumerable.Range(1, 12).Select(n => Values(40 * n * network.Info.InputSize)).ToArray();
        var expected = inputs.Select(x => On(1, network, x, x.Length / network.Info.InputSize)).ToArray();
        var given = new float[inputs.Length][];
        Parallel.For(0, inputs.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i => given[i] = On(3, network, inputs[i], inputs[i].Length / network.Info.InputSize));
        Assert.Equal(expected, given);
    }

    [Fact]
    public void SharingABatchAllocatesNothing()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "threads.net.yaml");
        var network = compiled.Network;
        var (input, output) = (Values(600 * network.Info.InputSize), new float[600 * network.Info.OutputSize]);
        Assert.Equal(0, Allocations.Of(() => network.Forward(input, output)));
    }

    [Fact]
    public void TheTeamRunsEachPieceOnceAndReportsAFailure()
    {
        for (var round = 0; round < 200; round++)
        {
            var counts = new int[37];
            WorkerTeam.Run(i => Interlocked.Increment(ref counts[i]), counts.Length, 4);
            Assert.All(counts, c => Assert.Equal(1, c));
        }
        Assert.Throws<NotSupportedException>(() => WorkerTeam.Run(Fail, 64, 4));
        var done = 0;
        WorkerTeam.Run(_ => Interlocked.Increment(ref done), 5, 4);
        Assert.Equal(5, done);

        static void Fail(int piece) => throw new NotSupportedException($"{piece}");
    }

    [Fact]
    public void TheLimitIsAtLeastOne() => Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Limit = 0);

    // The limit is the process's, and other tests run beside this one: their results do not depend on it either.
    private static float[] On(int threads, INetwork<float> network, float[] input, int samples)
    {
        Threads.Limit = threads;
        var output = new float[samples * network.Info.OutputSize];
        network.Forward(input, output);
        return output;
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.37f))];
}
