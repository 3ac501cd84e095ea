using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Batches of small convolutional networks with samples in lanes.</summary>
public class ImagesInLanesTests
{
    private const string Form = "blocks of images with samples in lanes";

    // Tiles of every shape and of each; one, two and three side by side; one plane and several; with a pool and without one.
    private static readonly string[][] Networks =
    [
        ["[1, 12, 14]", "{ conv2d: 8, padding: same, activation: relu }", "maxpool: 2", "{ conv2d: 16, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 10"],
        ["[1, 17, 15]", "{ conv2d: 3, activation: relu }", "maxpool: 2", "{ conv2d: 5, padding: 1, bias: false, activation: relu6 }", "maxpool: 2", "flatten:", "{ dense: 4, activation: tanh }", "dense: 3"],
        ["[3, 8, 8]", "{ conv2d: 6, padding: same, activation: relu }", "{ conv2d: 9, padding: same, activation: { leaky_relu: -0.2 } }", "flatten:", "dense: 2"],
        ["[1, 16, 10]", "{ conv2d: 4, bias: false }", "{ conv2d: 4, padding: [2, 0], activation: softsign }", "maxpool: 2", "flatten:", "{ dense: 30, bias: false }"],
        ["[2, 4, 61]", "{ conv2d: 7, padding: same }", "maxpool: 2", "flatten:", "dense: 2"],
        ["[1, 5, 4]", "{ conv2d: 2, activation: relu }", "maxpool: 2", "{ conv2d: 3, padding: 2 }", "maxpool: 2", "flatten:", "dense: 2"],
        ["[4, 9, 11]", "{ conv2d: 5, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 2"],
    ];

    public static TheoryData<int, VectorPath> Cases()
    {
        var data = new TheoryData<int, VectorPath>();
        for (var i = 0; i < Networks.Length; i++)
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(i, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheAnswerIsThatOfTheLayersOneByOne(int network, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<double>(FoldingTests.Spec(Networks[network]), "images.net.yaml", path);
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network);
        for (var samples = 1; samples <= 40; samples++) FoldingTests.AssertSame(compiled.Network, samples);
        // Kernels are transformed again.
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network + 1);
        FoldingTests.AssertSame(compiled.Network, 16);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void BatchesOfAnySizeAgreeWithOneSampleAfterAnother(int network, VectorPath path)
    {
        using var compiled = Compile(network, path);
        var (inputs, outputs) = (compiled.Network.Info.InputSize, compiled.Network.Info.OutputSize);
        var input = Values(40 * inputs);
        var expected = new float[40 * outputs];
        for (var i = 0; i < 40; i++) compiled.Network.Forward(input.AsSpan(i * inputs, inputs), expected.AsSpan(i * outputs, outputs));
        for (var samples = 1; samples <= 40; samples++)
        {
            var output = new float[samples * outputs];
            compiled.Network.Forward(input.AsSpan(0, samples * inputs), output);
            Assert.All(output.Zip(expected), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-5f * (1 + Math.Abs(pair.First))));
        }
    }

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void TheBitsAreTheSameOnAnyNumberOfThreads(VectorPath path)
    {
        using var compiled = Compile(0, path);
        foreach (var samples in new[] { 2, 16, 17, 31, 33, 47, 49, 100, 129, 300, 1031 })
        {
            var input = Values(samples * compiled.Network.Info.InputSize);
            var expected = On(1, compiled.Network, input, samples);
            for (var threads = 2; threads <= 5; threads++) Assert.Equal(expected, On(threads, compiled.Network, input, samples));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void WhatIsNoNumberInOneSampleStaysThere(int network)
    {
        using var compiled = Compile(network, VectorPath.Auto);
        var (inputs, outputs) = (compiled.Network.Info.InputSize, compiled.Network.Info.OutputSize);
        var input = Values(35 * inputs);
        var (finite, beside) = (new float[35 * outputs], new float[35 * outputs]);
        compiled.Network.Forward(input, finite);
        foreach (var sample in new[] { 3, 31 })
        {
            var touched = input.ToArray();
            touched[(sample * inputs) + (inputs / 2)] = float.NaN;
            compiled.Network.Forward(touched, beside);
            Assert.All(beside[(sample * outputs)..((sample + 1) * outputs)], y => Assert.True(float.IsNaN(y)));
            Assert.Equal(finite[..(sample * outputs)], beside[..(sample * outputs)]);
            Assert.Equal(finite[((sample + 1) * outputs)..], beside[((sample + 1) * outputs)..]);
        }
    }

    [Fact]
    public void ABatchAllocatesNothing()
    {
        using var compiled = Compile(0, VectorPath.Auto);
        var (input, output) = (Values(37 * compiled.Network.Info.InputSize), new float[37 * compiled.Network.Info.OutputSize]);
        compiled.Network.Forward(input, output);
        Assert.Equal(0, Allocations.Of(() => compiled.Network.Forward(input, output)));
    }

    [Fact]
    public void TheFormIsChosen() => Assert.All(Networks, n => Assert.Contains(Form, Text(n), StringComparison.Ordinal));

    [Theory]
    // As many channels as fill vectors; an odd number of results without a pool; windows of another size; a normalisation; units in panels; no multiplication at the end.
    [InlineData("[32, 14, 14]", "{ conv2d: 64, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 10")]
    [InlineData("[1, 11, 12]", "{ conv2d: 8, padding: same, activation: relu }", "flatten:", "dense: 3")]
    [InlineData("[1, 12, 12]", "{ conv2d: 8, kernel: 5, activation: relu }", "maxpool: 2", "flatten:", "dense: 3")]
    [InlineData("[1, 12, 12]", "conv2d: 8", "batchnorm:", "maxpool: 2", "flatten:", "dense: 3")]
    [InlineData("[1, 12, 12]", "{ conv2d: 8, activation: relu }", "maxpool: 2", "flatten:", "dense: 40")]
    [InlineData("[1, 12, 12]", "{ conv2d: 8, activation: relu }", "maxpool: 2", "{ conv2d: 2, padding: same }")]
    public void TheFormIsLeft(params string[] network) => Assert.DoesNotContain(Form, Text(network), StringComparison.Ordinal);

    private static float[] On(int threads, INetwork<float> network, float[] input, int samples)
    {
        var before = NetSpec.Runtime.Threads.Limit;
        var output = new float[samples * network.Info.OutputSize];
        try
        {
            NetSpec.Runtime.Threads.Limit = threads;
            network.Forward(input, output);
        }
        finally
        {
            NetSpec.Runtime.Threads.Limit = before;
        }
        return output;
    }

    private static CompiledNetwork<float> Compile(int network, VectorPath path)
    {
        var compiled = SpecCompiler.Compile<float>(FoldingTests.Spec(Networks[network]), "images.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        return compiled;
    }

    private static float[] Values(int length)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, length).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static string Text(string[] network) => SpecCompiler.Generate(FoldingTests.Spec(network), "images.net.yaml");
}
