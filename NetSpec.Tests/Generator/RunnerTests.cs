using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>What the door between spans and kernels promises beyond right numbers.</summary>
public class RunnerTests
{
    private const string Tied = "netspec: 1\nname: Tied\ninput: 12\nlayers:\n  - { dense: 7, activation: tanh, name: own }\n  - { dense: 12, tie: { layer: own, transpose: true } }\nloss: mse\n";

    private const string Normalised = "netspec: 1\nname: Normalised\ninput: 3\nlayers:\n  - dense: 4\n  - { batchnorm: , activation: relu }\n  - dense: 1\nloss: mse\n";

    [Fact]
    public void SharedWeightsSumAlikeOnAnyNumberOfThreads()
    {
        using var compiled = Compile(Tied);
        // Nine slices: more than one wave of two threads.
        var input = Values(1100 * 12);
        float[] On(int threads)
        {
            var gradient = new GradientSet<float>(compiled.Network.Parameters);
            compiled.Network.Gradient(input, input, gradient, new GradientRequest<float> { Threads = threads });
            return gradient.Read("own.weight");
        }
        Assert.Equal(On(1), On(2));
        Assert.Equal(On(1), On(4));
    }

    [Fact]
    public unsafe void NoiseOfNeighbouringLayersRowsAndSeedsDiffers()
    {
        var drawn = new HashSet<string>();
        var factors = stackalloc float[32];
        foreach (var (seed, layer, row) in new[] { (5UL, 0, 1L), (5UL, 1, 0L), (6UL, 0, 0L), (4UL, 0, 2L), (5UL, 0, 0L) })
        {
            DropoutNoiseSource.Gaussian(0.5f, seed, layer, row, 1, 32, factors, 32);
            drawn.Add(string.Join(",", new ReadOnlySpan<float>(factors, 32).ToArray()));
        }
        Assert.Equal(5, drawn.Count);
    }

    [Fact]
    public void CovarianceSetOfAnotherNetworkIsRefused()
    {
        using var wide = Compile("netspec: 1\nname: Wide\ninput: 3\nlayers:\n  - dense: 9\nloss: mse\n");
        using var narrow = Compile("netspec: 1\nname: Narrow\ninput: 3\nlayers:\n  - dense: 2\nloss: mse\n");
        var error = Assert.Throws<ArgumentException>(() => narrow.Network.AccumulateCovariance(Values(3), new CovarianceSet(wide.Network.Info)));
        Assert.Contains("9 units of 'dense1', but Narrow has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputsAreGivenAlsoWhereNoSampleWeighs()
    {
        using var compiled = Compile(Tied);
        var (input, outputs, expected) = (Values(12), new float[12], new float[12]);
        compiled.Network.Forward(input, expected);
        var loss = compiled.Network.Gradient(input, input, new(compiled.Network.Parameters), new GradientRequest<float> { SampleWeights = [0], Outputs = outputs });
        Assert.Equal(0, loss);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void LastBatchOfOneIsLeftOutWhereStatisticsNeedMore()
    {
        using var compiled = Compile(Normalised);
        var data = new MemorySource(Values(33 * 3), Values(33), 3);
        var result = Trainer.Train((INetwork)compiled.Network, data, null, new TrainingOptions { Batch = 32, Epochs = 2 });
        Assert.Equal(2, result.Epochs.Count);
    }

    // One object's slices and losses lie in its fields.
    [Fact]
    public void CallsFromSeveralThreadsGiveTheLossesThatEachGivesAlone()
    {
        using var compiled = Compile(Tied);
        var network = compiled.Network;
        float[][] inputs = [Values(40 * 12), Values(1000 * 12)];
        float[] expected = [.. inputs.Select(x => network.Loss(x, x))];
        var wrong = 0;
        Parallel.For(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            if (network.Loss(inputs[i % 2], inputs[i % 2]) != expected[i % 2]) Interlocked.Increment(ref wrong);
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void WhatARequestCannotMeanIsRefused()
    {
        using var compiled = Compile(Tied);
        using var other = Compile(Tied);
        var (x, own) = (Values(2 * 12), new GradientSet<float>(compiled.Network.Parameters));
        Assert.Contains("other parameters", Assert.Throws<ArgumentException>(() => compiled.Network.Gradient(x, x, new(other.Network.Parameters))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => compiled.Network.Gradient(x, x, null!));
        Assert.Contains("-4 threads", Assert.Throws<ArgumentException>(() => compiled.Network.Gradient(x, x, own, new GradientRequest<float> { Threads = -4 })).Message, StringComparison.Ordinal);
        foreach (var weight in new[] { float.NaN, -1, float.PositiveInfinity })
            Assert.Contains("weight of sample 1", Assert.Throws<ArgumentException>(() => compiled.Network.Gradient(x, x, own, new GradientRequest<float> { SampleWeights = new[] { 1, weight } })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My.Math", "Net")]
    [InlineData("My.Buffer", "Net")]
    [InlineData("Own", "Math")]
    public void NamesOfTheProjectDoNotHideTheFramework(string space, string name)
    {
        using var compiled = Compile($"netspec: 1\nname: {name}\nnamespace: {space}\ninput: 3\nlayers:\n  - {{ dense: 2, activation: tanh }}\nloss: cross_entropy\n");
        Assert.Equal(name, compiled.Network.Info.Name);
    }

    private static CompiledNetwork<float> Compile(string spec)
    {
        var compiled = SpecCompiler.Compile<float>(spec, "spec.net.yaml");
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        return compiled;
    }

    private static float[] Values(int count)
    {
        var random = new RandomSource(3);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }
}
