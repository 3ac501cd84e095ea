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

    private static CompiledNetwork<float> Compile(VectorPath path)
    {
        var compiled = SpecCompiler.Compile<float>(Spec, "small.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        return compiled;
    }

    private static float[] Gaussian(int length)
    {
        var random = new RandomSource(7);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }
}
