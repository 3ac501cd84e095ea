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

    [Theory]
    [InlineData(Dense)]
    [InlineData(Image)]
    public void ForwardGivesTheSameBitsOnAnyNumberOfThreads(string spec)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "threads.net.yaml");
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", seed: 3);
        foreach (var samples in new[] { 1, 2, 15, 16, 33, 100, 257, 300, 1030 })
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
        var failure = Assert.Throws<InvalidOperationException>(() => WorkerTeam.Run(Fail, 64, 4));
        Assert.IsType<NotSupportedException>(failure.InnerException);
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
