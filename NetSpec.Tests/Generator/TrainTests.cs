using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>A training step may change weights while it computes their gradients; what it gives is the gradient's and the optimizer's, to the bit.</summary>
public class TrainTests
{
    // Widths that end within chunks, panels and vectors; one weight too small for a tile.
    private const string Dense = "netspec: 1\nname: Stepped\ninput: 101\nlayers:\n  - { dense: 67, activation: relu }\n  - { dense: 41, activation: tanh }\n  - dense: 3\nloss: cross_entropy\n";

    private const string Tied = "netspec: 1\nname: SteppedTied\ninput: 50\nlayers:\n  - { dense: 50, activation: relu }\n  - { dense: 37, activation: tanh, name: own }\n  - { dense: 50, tie: { layer: own, transpose: true } }\nloss: mse\n";

    private const string Normalised = "netspec: 1\nname: SteppedNormalised\ninput: 20\nlayers:\n  - dense: 33\n  - { batchnorm: , activation: relu }\n  - { dropout: 0.3 }\n  - dense: 4\nloss: mse\n";

    private const string Image = "netspec: 1\nname: SteppedImage\ninput: [2, 9, 9]\nlayers:\n  - { conv2d: 5, kernel: 3, activation: relu }\n  - flatten:\n  - { dense: 40, activation: relu }\n  - dense: 4\nloss: mse\n";

    private const string Sequence = "netspec: 1\nname: SteppedSequence\ninput: [4, 10]\nlayers:\n  - { dense: 24, activation: relu }\n  - lstm: 9\n  - { dense: 5 }\nloss: mse\n";

    private const string Lanes = "netspec: 1\nname: SteppedLanes\ninput: 7\nlayers:\n  - { dense: 5, activation: relu }\n  - dense: 1\nloss: mse\n";

    private const string Dropped = "netspec: 1\nname: SteppedDropped\ninput: 40\nlayers:\n  - { dense: 70, activation: relu }\n  - { dropout: 0.3 }\n  - { dense: 35, bias: false }\n  - { activation: tanh }\n  - dense: 4\nloss: mse\n";

    private const string Rows = "netspec: 1\nname: SteppedRows\ninput: [6, 40]\nlayers:\n  - { dense: 50, activation: tanh }\n  - flatten:\n  - dense: 40\nloss: mse\n";

    private const string Branched = "netspec: 1\nname: SteppedBranches\ninput: 40\nlayers:\n  - residual:\n      body:\n        - { dense: 40, activation: relu }\n  - dense: 3\nloss: mse\n";

    // Two vectors of units and several tiles of inputs; a unit alone at the end.
    private const string WideLanes = "netspec: 1\nname: SteppedWideLanes\ninput: 53\nlayers:\n  - { dense: 20, activation: tanh }\n  - { dense: 5, activation: relu, bias: false }\n  - dense: 1\nloss: mse\n";

    public static TheoryData<string, VectorPath> EverySpecOnEveryPath()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var spec in new[] { Dense, Dropped, Rows, Branched, Tied, Normalised, Image, Sequence, Lanes, WideLanes })
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(spec, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(EverySpecOnEveryPath))]
    public void AStepGivesTheBitsOfGradientAndOptimizer(string spec, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "steps.net.yaml", path);
        foreach (var optimizer in new OptimizerOptions[] { new("sgd", 0.1), new("sgd", 0.1, WeightDecay: 0.01), new("adam", 0.01), new("momentum", 0.01) })
        {
            // One slice, and three; two threads keep the slices apart.
            foreach (var (samples, threads) in new[] { (5, 1), (128, 1), (300, 1), (300, 2) })
            {
                var expected = Steps(compiled.Network, optimizer, samples, threads, isWhole: true);
                Assert.Equal(expected, Steps(compiled.Network, optimizer, samples, threads, isWhole: false));
                Assert.Contains(expected, value => value != 0);
            }
        }
    }

    [Theory]
    [InlineData(Dense, true)]
    [InlineData(Dropped, true)]
    [InlineData(Rows, true)]
    [InlineData(Tied, false)]
    [InlineData(Normalised, false)]
    [InlineData(Image, false)]
    [InlineData(Sequence, false)]
    [InlineData(Lanes, false)]
    [InlineData(Branched, false)]
    public void ChainsOfMultiplicationsGatherTheirGradients(string spec, bool gathers) =>
        Assert.Equal(gathers, SpecCompiler.Generate(spec, "steps.net.yaml").Contains("override void GatherGradient", StringComparison.Ordinal));

    [Theory]
    [InlineData(Dense, VectorPath.Vector512)]
    [InlineData(Dense, VectorPath.Vector256)]
    [InlineData(Dense, VectorPath.Vector128)]
    [InlineData(Dropped, VectorPath.Auto)]
    [InlineData(Rows, VectorPath.Auto)]
    public void GatheredGradientsAreTheSameOnAnyNumberOfThreads(string spec, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "steps.net.yaml", path);
        // Eleven slices and more: several waves on one thread, one wave on three.
        var expected = Steps(compiled.Network, new("adam", 0.01), 1300, 1, isWhole: true);
        for (var threads = 1; threads <= 3; threads++)
        {
            Assert.Equal(expected, Steps(compiled.Network, new("adam", 0.01), 1300, threads, isWhole: true));
            Assert.Equal(expected, Steps(compiled.Network, new("adam", 0.01), 1300, threads, isWhole: false));
        }
    }

    [Fact]
    public void WithoutTrainingAGatheredGradientReadsWhatDropoutLeftAlone()
    {
        using var dropped = SpecCompiler.Compile<float>(Dropped, "steps.net.yaml");
        using var plain = SpecCompiler.Compile<float>(Dropped.Replace("  - { dropout: 0.3 }\n", "", StringComparison.Ordinal), "steps.net.yaml");
        Assert.Equal(Gradient(plain.Network), Gradient(dropped.Network));

        static float[] Gradient(INetwork<float> network)
        {
            Initializer.Apply(network.Parameters, "pytorch", seed: 3);
            var gradient = new GradientSet<float>(network.Parameters);
            network.Gradient(Values(150 * 40), Values(150 * 4), gradient);
            return [.. network.Info.Parameters.SelectMany(p => gradient.Read(p.Name))];
        }
    }

    [Theory]
    [InlineData(Dense)]
    [InlineData(Lanes)]
    public void ALossThatIsNotFiniteChangesNothing(string spec)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "steps.net.yaml");
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", 3);
        // The sample is in the first of two slices, so that the second alone looks harmless.
        var input = Values(200 * network.Info.InputSize);
        input[7] = float.NaN;
        using var optimizer = new OptimizerOptions("adam", 0.1).Create(network.Parameters);
        var before = network.Parameters.Memory.Span.ToArray();
        var loss = network.Train(input, new float[200], new(network.Parameters), new TrainingStep<float>(optimizer) { LearningRate = 0.1 }, new GradientRequest<float> { Threads = 1 });
        Assert.True(float.IsNaN(loss));
        Assert.Equal(0, optimizer.Steps);
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
    }

    [Theory]
    [InlineData(Dense)]
    [InlineData(Lanes)]
    public void AStepAllocatesNothing(string spec)
    {
        using var compiled = SpecCompiler.Compile<float>(spec, "steps.net.yaml");
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", 3);
        var (input, target, scratch) = (Values(200 * network.Info.InputSize), new float[200], new GradientSet<float>(network.Parameters));
        using var optimizer = new OptimizerOptions("adam", 0.01).Create(network.Parameters);
        var step = new TrainingStep<float>(optimizer, l2: 0.1) { LearningRate = 0.01 };
        foreach (var threads in new[] { 1, 2 })
            Assert.Equal(0, Allocations.Of(() => network.Train(input, target, scratch, step, new GradientRequest<float> { Threads = threads })));
    }

    [Fact]
    public void AStepOfAnotherNetworkIsRefused()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "steps.net.yaml");
        using var other = SpecCompiler.Compile<float>(Dense, "steps.net.yaml");
        using var optimizer = new OptimizerOptions("sgd").Create(other.Network.Parameters);
        var error = Assert.Throws<ArgumentException>(() => compiled.Network.Train(Values(101), [1], new(compiled.Network.Parameters), new TrainingStep<float>(optimizer)));
        Assert.Contains("other parameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStepBeginsWithTheOptimizersRate()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "steps.net.yaml");
        using var optimizer = new OptimizerOptions("adam", 0.25).Create(compiled.Network.Parameters);
        using var usual = new OptimizerOptions("sgd").Create(compiled.Network.Parameters);
        Assert.Equal(0.25, new TrainingStep<float>(optimizer).LearningRate);
        Assert.Equal(new OptimizerOptions("sgd").Resolve().LearningRate, new TrainingStep<float>(usual).LearningRate);
    }

    [Fact]
    public void GradientsByTheInputFollowStepsThatNeededNone()
    {
        using var compiled = SpecCompiler.Compile<float>(Dense, "steps.net.yaml");
        using var fresh = SpecCompiler.Compile<float>(Dense, "steps.net.yaml");
        var input = Values(13 * 101);
        Assert.NotEqual(InputGradient(compiled.Network), Stepped());
        Steps(fresh.Network, new("sgd", 0.1), 13, 1, isWhole: false);
        Assert.Equal(InputGradient(fresh.Network), InputGradient(compiled.Network));

        float[] Stepped()
        {
            Steps(compiled.Network, new("sgd", 0.1), 13, 1, isWhole: false);
            return InputGradient(compiled.Network);
        }

        float[] InputGradient(INetwork<float> network)
        {
            var gradient = new float[input.Length];
            network.Gradient(input, new float[13], new(network.Parameters), new GradientRequest<float> { InputGradient = gradient });
            return gradient;
        }
    }

    // The parameters after three steps, running statistics among them.
    private static float[] Steps(INetwork<float> network, OptimizerOptions options, int samples, int threads, bool isWhole)
    {
        Initializer.Apply(network.Parameters, "pytorch", seed: 3);
        foreach (var running in network.Info.Parameters.Where(p => !p.IsTrained)) network.Parameters.Write(running.Name, new float[running.Length]);
        using var optimizer = options.Create(network.Parameters);
        var step = new TrainingStep<float>(optimizer, l1: 0.001, l2: 0.01) { LearningRate = options.LearningRate!.Value };
        var gradient = new GradientSet<float>(network.Parameters);
        var input = Values(samples * network.Info.InputSize);
        var target = network.Info.Loss == Loss.CrossEntropy
            ? [.. Enumerable.Range(0, samples).Select(i => (float)(i % network.Info.OutputSize))]
            : Values(samples * network.Info.TargetSize);
        for (var i = 0; i < 3; i++)
        {
            var request = new GradientRequest<float> { Training = true, Seed = (ulong)i, Threads = threads };
            if (isWhole) step.Take(gradient, network.Gradient(input, target, gradient, request));
            else network.Train(input, target, gradient, step, request);
        }
        return network.Parameters.Memory.Span.ToArray();
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.37f))];
}
