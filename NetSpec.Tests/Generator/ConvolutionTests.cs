using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>What reference cases and differences do not show of convolutions and pools.</summary>
public class ConvolutionTests
{
    [Fact]
    public void TheFirstOfEqualsTakesTheGradient()
    {
        using var compiled = SpecCompiler.Compile<double>(Spec("[1, 2, 4]", "maxpool: 2"), "pool.net.yaml", VectorPath.Auto);
        var byInput = new double[8];
        compiled.Network.Gradient([1, 1, 0, 3, 1, 1, 3, 3], [0, 0], new GradientSet<double>(compiled.Network.Parameters), new GradientRequest<double> { InputGradient = byInput });
        Assert.Equal([1, 0, 0, 3, 0, 0, 0, 0], byInput);
    }

    [Fact]
    public void ANaNPassesThroughAPool()
    {
        using var compiled = SpecCompiler.Compile<float>(Spec("[1, 2, 4]", "maxpool: 2"), "pool.net.yaml", VectorPath.Auto);
        var output = new float[2];
        compiled.Network.Forward([1, float.NaN, 0, 3, 1, 1, 3, 3], output);
        Assert.Equal([float.NaN, 3], output);
    }

    [Theory]
    [InlineData("{ conv2d: 12, groups: 4, padding: 1, activation: relu }", "{ conv2d: 12, groups: 12, stride: 2 }")]
    [InlineData("{ conv2d: 70, padding: same, dilation: 2, activation: tanh }", "{ conv2d: 6, kernel: 2, stride: 2 }")]
    public void ThreadsAndSlicesGiveTheSameBits(string first, string second)
    {
        using var compiled = SpecCompiler.Compile<float>(Spec("[4, 9, 8]", first, "{ maxpool: 3, stride: 2, padding: 1 }", second, "flatten:", "dense: 2"), "conv.net.yaml", VectorPath.Auto);
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, null, 4);
        var random = new Random(2);
        var input = Enumerable.Range(0, 100 * network.Info.InputSize).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var target = new float[200];
        var gradients = new[] { 1, 2 }.Select(threads =>
        {
            var gradient = new GradientSet<float>(network.Parameters);
            network.Gradient(input, target, gradient, new GradientRequest<float> { Threads = threads });
            return network.Info.Parameters.SelectMany(p => gradient.Read(p.Name)).ToArray();
        }).ToList();
        Assert.Equal(gradients[0], gradients[1]);

        var (batch, single) = (new float[200], new float[200]);
        network.Forward(input, batch);
        for (var i = 0; i < 100; i++) network.Forward(input.AsSpan(i * network.Info.InputSize, network.Info.InputSize), single.AsSpan(i * 2, 2));
        Assert.InRange(batch.Zip(single, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-6f);
    }

    [Fact]
    public void WeightsAcrossGroupsStayZero()
    {
        using var compiled = SpecCompiler.Compile<float>(Spec("[6, 4, 4]", "{ conv2d: 9, groups: 3, activation: tanh }", "flatten:", "dense: 2"), "groups.net.yaml", VectorPath.Auto);
        var parameters = compiled.Network.Parameters;
        Initializer.Apply(parameters, null, 4);
        var gradient = new GradientSet<float>(parameters);
        compiled.Network.Gradient([.. Enumerable.Range(0, 5 * 96).Select(i => MathF.Sin(i))], new float[10], gradient, default);
        var weight = parameters["conv2d1.weight"];
        var places = Enumerable.Range(0, weight.Length).Select(weight.Layout.IndexOf).ToHashSet();
        var packed = gradient.Memory.Slice(weight.Offset, weight.Layout.PackedLength).ToArray();
        Assert.All(Enumerable.Range(0, packed.Length).Where(i => !places.Contains(i)), i => Assert.Equal(0, packed[i]));
        Assert.All(places, i => Assert.NotEqual(0, packed[i]));
    }

    [Theory]
    [InlineData(120, 320)]
    [InlineData(480, 960)]
    public void TextDoesNotGrowWithWidths(int from, int to)
    {
        string Text(int width) => SpecCompiler.Generate(
            Spec("[3, 32, 32]", $"{{ conv2d: {width}, padding: same, activation: relu }}", "maxpool: 2", $"{{ conv2d: {width}, padding: same, activation: relu }}", "flatten:", "dense: 10"), "wide.net.yaml");
        var narrow = Text(from).Length;
        Assert.InRange(Text(to).Length, narrow, narrow * 1.02);
    }

    private static string Spec(string input, params string[] layers) =>
        $"netspec: 1\nname: Small\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}loss: mse\n";
}
