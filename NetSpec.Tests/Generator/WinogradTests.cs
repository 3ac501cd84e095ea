using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>The form of 3x3 convolutions with fewer products, against the plain sum: whole and cut tiles, every padding, panels of 16 and 32 units.</summary>
public class WinogradTests
{
    public static TheoryData<string, string, VectorPath> Shapes()
    {
        var data = new TheoryData<string, string, VectorPath>();
        foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 })
        {
            data.Add("[16, 14, 14]", "{ conv2d: 16, kernel: 3, padding: same }", path);
            data.Add("[20, 7, 9]", "{ conv2d: 33, kernel: 3, padding: same, activation: relu }", path);
            data.Add("[17, 5, 8]", "{ conv2d: 70, kernel: 3 }", path);
            data.Add("[32, 3, 3]", "{ conv2d: 48, kernel: 3, padding: 2, bias: false }", path);
            data.Add("[33, 4, 29]", "{ conv2d: 18, kernel: 3, padding: [0, 1] }", path);
            data.Add("[32, 14, 14]", "{ conv2d: 16, kernel: 3 }", path);
            data.Add("[16, 3, 3]", "{ conv2d: 16, kernel: 3 }", path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void GivesThePlainSum(string input, string layer, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<double>(Spec(input, layer), "winograd.net.yaml", path);
        using var single = SpecCompiler.Compile<float>(Spec(input, layer), "winograd.net.yaml", path);
        Assert.Contains("F(2x2, 3x3)", SpecCompiler.Generate(Spec(input, layer), "winograd.net.yaml"), StringComparison.Ordinal);
        var network = compiled.Network;
        Initializer.Apply(network.Parameters, "pytorch", 4);
        Initializer.Apply(single.Network.Parameters, "pytorch", 4);
        var info = network.Info;
        var image = Enumerable.Range(0, 3 * info.InputSize).Select(i => (double)MathF.Sin(i * 0.71f)).ToArray();
        var output = new double[3 * info.OutputSize];
        network.Forward(image, output);
        var expected = Plain(image, network, layer);
        Assert.InRange(output.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-13);

        var inSingle = new float[output.Length];
        single.Network.Forward(Array.ConvertAll(image, x => (float)x), inSingle);
        Assert.InRange(inSingle.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 2e-6);
    }

    [Theory]
    [InlineData("[16, 5, 6]", "{ conv2d: 17, kernel: 3, padding: same, activation: tanh }", VectorPath.Vector512)]
    [InlineData("[17, 4, 5]", "{ conv2d: 16, kernel: 3, padding: 2, activation: relu }", VectorPath.Vector256)]
    [InlineData("[16, 6, 6]", "{ conv2d: 40, kernel: 3, padding: 2, activation: tanh }", VectorPath.Vector512)]
    [InlineData("[34, 6, 8]", "{ conv2d: 16, kernel: 3, activation: tanh }", VectorPath.Vector256)]
    [InlineData("[16, 5, 5]", "{ conv2d: 33, kernel: 3, activation: tanh }", VectorPath.Vector128)]
    public void GradientsAreThoseOfDifferences(string input, string layer, VectorPath path)
    {
        using var problem = new FiniteDifferences(Spec(input, layer, "{ conv2d: 16, kernel: 3, padding: 1, activation: relu }", "flatten:", "dense: 2"), path, seed: 5);
        problem.AssertGradients();
    }

    // 49 tiles of 16 products a channel against 16 of 36; where the larger ones are cut too much, or their kernels leave the caches, they are not taken.
    [Theory]
    [InlineData("[16, 14, 14]", 16, "F(4x4, 3x3)")]
    [InlineData("[64, 8, 8]", 64, "F(4x4, 3x3)")]
    [InlineData("[16, 5, 5]", 16, null)]
    [InlineData("[128, 8, 8]", 128, null)]
    [InlineData("[512, 28, 28]", 512, null)]
    public void InferenceTakesLargerTilesWhereTheyAreCheaper(string input, int filters, string? form)
    {
        var text = SpecCompiler.Generate(Spec(input, $"{{ conv2d: {filters}, kernel: 3, padding: same }}"), "winograd.net.yaml");
        if (form is not null) Assert.Contains(form, text, StringComparison.Ordinal);
        else Assert.DoesNotContain("F(4x4, 3x3)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void FollowsTheParameters()
    {
        using var compiled = SpecCompiler.Compile<double>(Spec("[16, 6, 6]", "{ conv2d: 16, kernel: 3, padding: same }"), "winograd.net.yaml");
        var network = compiled.Network;
        var image = Enumerable.Range(0, network.Info.InputSize).Select(i => Math.Cos(i)).ToArray();
        var output = new double[network.Info.OutputSize];
        for (ulong seed = 1; seed < 4; seed++)
        {
            Initializer.Apply(network.Parameters, "he", seed);
            network.Forward(image, output);
            Assert.InRange(output.Zip(Plain(image, network, "padding: same"), (a, b) => Math.Abs(a - b)).Max(), 0, 1e-13);
        }
    }

    private static double[] Plain(double[] images, INetwork<double> network, string layer)
    {
        var (weight, activated) = (network.Parameters.Read("conv2d1.weight"), layer.Contains("relu", StringComparison.Ordinal));
        var bias = network.Info.Parameters.Any(p => p.Name == "conv2d1.bias") ? network.Parameters.Read("conv2d1.bias") : null;
        var ((channels, height, width), (units, lines, pixels)) = (Sizes(network.Info.InputShape), Sizes(network.Info.OutputShape));
        var (above, before) = ((lines + 2 - height) / 2, (pixels + 2 - width) / 2);
        var result = new double[images.Length / network.Info.InputSize * network.Info.OutputSize];
        for (var at = 0; at < result.Length; at++)
        {
            var (sample, unit) = (at / network.Info.OutputSize, at / (lines * pixels) % units);
            var (line, pixel) = (at / pixels % lines, at % pixels);
            var sum = bias?[unit] ?? 0;
            for (var tap = 0; tap < 9 * channels; tap++)
            {
                var (channel, y, x) = (tap / 9, line + (tap / 3 % 3) - above, pixel + (tap % 3) - before);
                if (y >= 0 && y < height && x >= 0 && x < width)
                    sum += weight[(unit * 9 * channels) + tap] * images[(((((sample * channels) + channel) * height) + y) * width) + x];
            }
            result[at] = activated ? Math.Max(sum, 0) : sum;
        }
        return result;
    }

    private static (int, int, int) Sizes(IReadOnlyList<int> shape) => (shape[0], shape[1], shape[2]);

    private static string Spec(string input, params string[] layers) =>
        $"netspec: 1\nname: Small\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}loss: mse\n";
}
