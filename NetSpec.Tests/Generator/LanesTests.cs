using System.Numerics;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Batches and gradients of small networks with samples in lanes.</summary>
public class LanesTests
{
    private const string Spec = """
        netspec: 1
        name: Small
        input: 30
        layers:
          - { dense: 16, activation: relu }
          - { dense: 12, activation: tanh }
          - { dense: 5, activation: leaky_relu }
        loss: mse
        """;

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void OutputDoesNotDependOnTheBatch(VectorPath path)
    {
        using var compiled = Compile(path);
        var network = compiled.Network;
        var input = Gaussian(300 * 30);
        var expected = new float[300 * 5];
        network.Forward(input, expected);
        foreach (var (start, samples) in new[] { (0, 2), (1, 3), (5, 15), (7, 16), (9, 17), (250, 33), (17, 283) })
        {
            var output = new float[samples * 5];
            network.Forward(input.AsSpan(start * 30, samples * 30), output);
            Assert.Equal(expected.AsSpan(start * 5, samples * 5).ToArray(), output);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(300)]
    public void GradientGivesTheOutputsOfForwardOnAnyThreads(int samples)
    {
        using var compiled = Compile(VectorPath.Auto);
        var network = compiled.Network;
        var (input, target) = (Gaussian(samples * 30), Gaussian(samples * 5));
        var (one, three) = (new GradientSet<float>(network.Parameters), new GradientSet<float>(network.Parameters));
        var outputs = new float[samples * 5];
        var loss = network.Gradient(input, target, one, new GradientRequest<float> { Outputs = outputs, Threads = 1 });
        Assert.Equal(loss, network.Gradient(input, target, three, new GradientRequest<float> { Threads = 3 }));
        Assert.Equal(one.Memory.Span, three.Memory.Span);
        Assert.Equal(outputs.Select((y, i) => Math.Pow(y - target[i], 2)).Average(), loss, 1e-4);
    }

    [Fact]
    public void SamplesWithoutWeightAreAsGoodAsAbsent()
    {
        using var compiled = Compile(VectorPath.Auto);
        var network = compiled.Network;
        var (input, target) = (Gaussian(20 * 30), Gaussian(20 * 5));
        var (some, all) = (new GradientSet<float>(network.Parameters), new GradientSet<float>(network.Parameters));
        var weights = Enumerable.Range(0, 20).Select(i => i < 11 ? 1f : 0).ToArray();
        network.Gradient(input, target, all, new GradientRequest<float> { SampleWeights = weights });
        network.Gradient(input.AsSpan(0, 11 * 30), target.AsSpan(0, 11 * 5), some);
        for (var i = 0; i < some.Memory.Length; i++) Assert.Equal(some.Memory.Span[i], all.Memory.Span[i], 1e-5f);
    }

    [Theory]
    [InlineData("16, activation: relu", true)]
    [InlineData("32, activation: relu", false)]
    [InlineData("64, activation: relu", false)]
    public void FormFollowsTheCost(string layer, bool lanes)
    {
        var input = layer.StartsWith("32", StringComparison.Ordinal) ? 128 : 30;
        var text = SpecCompiler.Generate($"netspec: 1\nname: N\ninput: {input}\nlayers:\n  - {{ dense: {layer} }}\n  - dense: {(input == 30 ? 3 : 32)}\nloss: mse\n", "n.net.yaml");
        Assert.Equal(lanes, text.Contains("samples in lanes (form 2)", StringComparison.Ordinal));
    }

    public static TheoryData<int[], VectorPath> Chains()
    {
        var data = new TheoryData<int[], VectorPath>();
        foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 })
        {
            // Inputs narrower and wider than what is turned at once; sums that fit the registers at once, and that do not; one unit.
            foreach (var widths in new int[][] { [30, 15, 1], [33, 16, 12, 10, 1], [3, 17, 5], [9, 26, 1, 4], [50, 3, 2], [21, 7, 7, 7], [6, 1] }) data.Add(widths, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void BatchesOfAnySizeAgreeWithOneAnother(int[] widths, VectorPath path)
    {
        using var compiled = Compile(Chain(widths), path);
        var network = compiled.Network;
        var (units, outputs) = (widths[0], widths[^1]);
        var input = Gaussian(40 * units);
        var (expected, single) = (new float[40 * outputs], new float[outputs]);
        network.Forward(input, expected);
        for (var i = 0; i < 40; i++)
        {
            network.Forward(input.AsSpan(i * units, units), single);
            for (var j = 0; j < outputs; j++) Assert.Equal(expected[(i * outputs) + j], single[j], 1e-5f);
        }
        for (var samples = 2; samples < 40; samples++)
        {
            var output = new float[samples * outputs];
            network.Forward(input.AsSpan((40 - samples) * units), output);
            Assert.Equal(expected.AsSpan((40 - samples) * outputs).ToArray(), output);
        }
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void GradientIsThatOfItsSamples(int[] widths, VectorPath path)
    {
        using var compiled = Compile(Chain(widths), path);
        RequireThatOfItsSamples(compiled.Network, 1e-5);
    }

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void GradientInDoublePrecisionIsThatOfItsSamples(VectorPath path)
    {
        foreach (var widths in new int[][] { [9, 26, 1, 4], [33, 16, 12, 10, 1], [1, 3, 5] })
        {
            using var compiled = SpecCompiler.Compile<double>(Chain(widths), "lanes.net.yaml", path);
            RequireThatOfItsSamples(compiled.Network, 1e-13);
        }
    }

    // A sample alone, samples that are turned together and those left over, a block, and several.
    private static void RequireThatOfItsSamples<T>(INetwork<T> network, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Initializer.Apply(network.Parameters, "pytorch", 1);
        var (units, outputs) = (network.Info.InputSize, network.Info.OutputSize);
        T[] input = [.. Gaussian(37 * units).Select(T.CreateChecked)], target = [.. Gaussian(37 * outputs).Select(T.CreateChecked)];
        var (all, one) = (new GradientSet<T>(network.Parameters), new GradientSet<T>(network.Parameters));
        var (sums, ofInput) = (new double[all.Memory.Length], new double[input.Length]);
        for (var samples = 1; samples <= 37; samples++)
        {
            var ofSample = new T[units];
            network.Gradient(input.AsSpan((samples - 1) * units, units), target.AsSpan((samples - 1) * outputs, outputs), one, new GradientRequest<T> { InputGradient = ofSample });
            for (var j = 0; j < sums.Length; j++) sums[j] += Double(one.Memory.Span[j]);
            for (var j = 0; j < units; j++) ofInput[((samples - 1) * units) + j] = Double(ofSample[j]);
            var inputGradient = new T[samples * units];
            network.Gradient(input.AsSpan(0, samples * units), target.AsSpan(0, samples * outputs), all, new GradientRequest<T> { InputGradient = inputGradient });
            for (var j = 0; j < sums.Length; j++) Assert.Equal(sums[j] / samples, Double(all.Memory.Span[j]), tolerance);
            for (var j = 0; j < inputGradient.Length; j++) Assert.Equal(ofInput[j] / samples, Double(inputGradient[j]), tolerance);
        }

        static double Double(T value) => double.CreateChecked(value);
    }

    private static string Chain(int[] widths) =>
        $"netspec: 1\nname: Chain\ninput: {widths[0]}\nlayers:\n{string.Concat(widths[1..^1].Select(w => $"  - {{ dense: {w}, activation: relu }}\n"))}  - dense: {widths[^1]}\nloss: mse\n";

    private static CompiledNetwork<float> Compile(VectorPath path) => Compile(Spec, path);

    private static CompiledNetwork<float> Compile(string spec, VectorPath path)
    {
        Assert.Contains("samples in lanes (form 2)", SpecCompiler.Generate(spec, "small.net.yaml"), StringComparison.Ordinal);
        var compiled = SpecCompiler.Compile<float>(spec, "small.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        return compiled;
    }

    private static float[] Gaussian(int length)
    {
        var random = new RandomSource(7);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }
}
