using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Training over batches of several slices where a layer needs the whole batch.</summary>
public class BatchStageTests
{
    private const string Dense = "netspec: 1\nname: Staged\ninput: 3\nlayers:\n  - batchnorm:\n  - { dense: 5, activation: relu }\n  - residual: { body: [ { dense: 5 }, { batchnorm: , activation: relu }, { dense: 5 } ] }\n  - { batchnorm: , activation: tanh }\n  - dense: 2\nloss: mse\n";
    private const string Image = "netspec: 1\nname: Staged\ninput: [2, 12, 12]\nlayers:\n  - { conv2d: 9, padding: same, bias: false }\n  - { batchnorm: , activation: relu }\n  - maxpool: 2\n  - { conv2d: 5, groups: 1 }\n  - { batchnorm: , activation: relu }\n  - global_avgpool:\n  - dropout: 0.3\n  - dense: 2\nloss: mse\n";
    private const string Tied = "netspec: 1\nname: Staged\ninput: 4\nlayers:\n  - { dense: 4, name: own }\n  - { batchnorm: , activation: relu }\n  - { dense: 4, tie: own }\n  - batchnorm:\nloss: mse\n";

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void GradientsOfSeveralSlicesAreThoseOfTheBatch(VectorPath path)
    {
        // 128 samples a slice: two whole slices, and one of a single sample.
        using var problem = new FiniteDifferences(Dense, path, seed: 4, weighted: true, training: true, samples: 257);
        problem.AssertGradients();
    }

    [Theory]
    [InlineData(Dense, 300)]
    [InlineData(Image, 70)]
    [InlineData(Tied, 400)]
    public void ThreadsChangeNoBit(string spec, int samples)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "staged.net.yaml", VectorPath.Auto);
        var expected = Train(compiled.Network, samples, threads: 1);
        foreach (var threads in new[] { 2, 3, 8 }) Assert.Equal(expected, Train(compiled.Network, samples, threads));
    }

    [Theory]
    [InlineData(Dense, "batchnorm1")]
    [InlineData(Tied, "batchnorm1")]
    [InlineData(Image, null)]
    [InlineData("netspec: 1\nname: Plain\ninput: 3\nlayers:\n  - dense: 2\nloss: mse\n", null)]
    public void ANetworkSaysWhichLayerNeedsTwoSamples(string spec, string? layer)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "staged.net.yaml", VectorPath.Auto);
        Assert.Equal(layer, compiled.Network.Info.WholeBatchLayer);
    }

    [Fact]
    public void RunningStatisticsAreThoseOfAllSlices()
    {
        using var compiled = SpecCompiler.Compile<double>(Dense, "staged.net.yaml", VectorPath.Auto);
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, null, 1);
        var random = new Random(8);
        // A mean that is large beside the deviation, where sums of squares would lose digits.
        var input = Enumerable.Range(0, 300 * 3).Select(_ => 1000 + random.NextDouble()).ToArray();
        network.Gradient(input, new double[600], new GradientSet<double>(network.Parameters), new GradientRequest<double> { Training = true, Threads = 2 });
        var (means, variances) = (network.Parameters.Read("batchnorm1.running_mean"), network.Parameters.Read("batchnorm1.running_var"));
        for (var unit = 0; unit < 3; unit++)
        {
            var values = input.Where((_, i) => i % 3 == unit).ToArray();
            var mean = values.Average();
            Assert.Equal(0.1 * mean, means[unit], 1e-9);
            Assert.Equal(0.9 + (0.1 * values.Sum(v => (v - mean) * (v - mean)) / 299), variances[unit], 1e-9);
        }
    }

    [Fact]
    public void SmallAndLargeBatchesFollowEachOther()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "staged.net.yaml", VectorPath.Auto);
        var expected = Train(compiled.Network, 20, threads: 1);
        Train(compiled.Network, 700, threads: 2);
        Assert.Equal(expected, Train(compiled.Network, 20, threads: 2));
    }

    // A gradient's slice of a network with large activations holds more samples than a slice of inference.
    [Fact]
    public void SlicesOfGradientsHaveRoomForTheirSamples()
    {
        const string Spec = "netspec: 1\nname: Large\ninput: [1, 96, 96]\nlayers:\n  - { conv2d: 16, padding: same, activation: relu }\n  - { conv2d: 16, padding: same, activation: relu }\n  - global_avgpool:\n  - dense: 2\nloss: mse\n";
        using var compiled = SpecCompiler.Compile<double>(Spec, "large.net.yaml", VectorPath.Auto);
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, null, 1);
        var random = new Random(8);
        var input = Enumerable.Range(0, 18 * network.Info.InputSize).Select(_ => random.NextDouble() - 0.5).ToArray();
        var target = Enumerable.Range(0, 36).Select(_ => random.NextDouble()).ToArray();
        var whole = Gradient(0, 18);
        var singles = Enumerable.Range(0, 18).Select(i => Gradient(i, 1)).ToList();
        Assert.All(whole.Select((value, i) => (value, mean: singles.Average(s => s[i]))), pair => Assert.InRange(Math.Abs(pair.value - pair.mean), 0, 1e-10));

        double[] Gradient(int first, int count)
        {
            var gradient = new GradientSet<double>(network.Parameters);
            network.Gradient(input.AsSpan(first * network.Info.InputSize, count * network.Info.InputSize), target.AsSpan(2 * first, 2 * count), gradient);
            return [.. network.Info.Parameters.SelectMany(p => gradient.Read(p.Name))];
        }
    }

    // Everything that one step leaves behind: loss, gradients, outputs, gradient of the input, running statistics.
    private static float[] Train(INetwork<float> network, int samples, int threads)
    {
        Initializer.Apply(network.Parameters, null, 4);
        var random = new Random(2);
        var input = Enumerable.Range(0, samples * network.Info.InputSize).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var target = Enumerable.Range(0, samples * network.Info.OutputSize).Select(_ => random.NextSingle()).ToArray();
        var (byInput, outputs) = (new float[input.Length], new float[target.Length]);
        var gradient = new GradientSet<float>(network.Parameters);
        var loss = network.Gradient(input, target, gradient, new GradientRequest<float> { Threads = threads, Training = true, Seed = 5, InputGradient = byInput, Outputs = outputs });
        return [loss, .. network.Info.Parameters.SelectMany(p => gradient.Read(p.Name).Concat(network.Parameters.Read(p.Name))), .. byInput, .. outputs];
    }
}
