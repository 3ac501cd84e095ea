using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Generated code against PyTorch's answers, on every vector path, one sample at a time and as a batch.</summary>
public class OracleTests
{
    internal static readonly string[] Names =
    [
        "mini", "activations", "odd_widths", "mnist_mlp", "tied", "hinge",
        "residual_mlp", "concat_mlp", "flatten_image", "pool_image",
        "conv_options", "cnn", "sequence_conv", "batchnorm", "residual", "dense_blocks", "recurrent",
    ];

    public static TheoryData<string, VectorPath> Cases() => OnEveryPath(Names);

    public static TheoryData<string, VectorPath> TrainingCases() => OnEveryPath(Names.Where(n => new OracleCase(n).Names("train.").Any()));

    private static TheoryData<string, VectorPath> OnEveryPath(IEnumerable<string> names)
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var name in names)
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(name, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardMatches(string name, VectorPath path)
    {
        var (c, network, compiled) = Load(name, path);
        using var _ = compiled;
        var (input, expected) = (c.Values<float>("input"), c.Doubles("output"));
        var output = new float[expected.Length];
        network.Forward(input, output);
        Assert.InRange(OracleCase.Distance(Array.ConvertAll(output, v => (double)v), expected), 0, 2e-5);

        var (inputSize, outputSize) = (network.Info.InputSize, network.Info.OutputSize);
        for (var sample = 0; sample < input.Length / inputSize; sample++)
            network.Forward(input.AsSpan(sample * inputSize, inputSize), output.AsSpan(sample * outputSize, outputSize));
        Assert.InRange(OracleCase.Distance(Array.ConvertAll(output, v => (double)v), expected), 0, 2e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossAndGradientsMatch(string name, VectorPath path)
    {
        var (c, network, compiled) = Load(name, path);
        using var _ = compiled;
        var gradient = new GradientSet<float>(network.Parameters);
        var (input, target) = (c.Values<float>("input"), c.Values<float>("target"));
        var inputGradient = new float[input.Length];
        var loss = network.Gradient(input, target, gradient, new GradientRequest<float> { InputGradient = inputGradient });

        Assert.InRange(OracleCase.Distance([loss], c.Doubles("loss")), 0, 1e-5);
        Assert.InRange(OracleCase.Distance([network.Loss(input, target)], c.Doubles("loss")), 0, 1e-5);
        foreach (var parameter in c.Names("grad.").Where(n => n != "input"))
            Assert.InRange(OracleCase.Distance(Array.ConvertAll(gradient.Read(parameter), v => (double)v), c.Doubles("grad." + parameter)), 0, 2e-4);
        Assert.InRange(OracleCase.Distance(Array.ConvertAll(inputGradient, v => (double)v), c.Doubles("grad.input")), 0, 2e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CovariancesMatch(string name, VectorPath path)
    {
        var (c, network, compiled) = Load(name, path);
        using var _ = compiled;
        foreach (var accumulation in Enum.GetValues<CovarianceAccumulation>())
        {
            var moments = new CovarianceSet(network.Info, accumulation: accumulation);
            network.AccumulateCovariance(c.Values<float>("input"), moments);
            foreach (var layer in c.Names("cov."))
                Assert.InRange(OracleCase.Distance(moments[layer].Covariance(centered: false).Cast<double>().ToArray(), c.Doubles("cov." + layer)), 0, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(TrainingCases))]
    public void TrainingMatches(string name, VectorPath path)
    {
        var (c, network, compiled) = Load(name, path);
        using var _ = compiled;
        var gradient = new GradientSet<float>(network.Parameters);
        var (input, target) = (c.Values<float>("input"), c.Values<float>("target"));
        var (inputGradient, output) = (new float[input.Length], new float[c.Doubles("train.output").Length]);
        var loss = network.Gradient(input, target, gradient, new() { Training = true, InputGradient = inputGradient, Outputs = output, Threads = 2 });

        Assert.InRange(OracleCase.Distance([loss], c.Doubles("train.loss")), 0, 1e-5);
        Assert.InRange(OracleCase.Distance(Array.ConvertAll(output, v => (double)v), c.Doubles("train.output")), 0, 2e-5);
        foreach (var parameter in c.Names("train.grad.").Where(n => n != "input"))
            AssertGradient(c, "train.grad." + parameter, gradient.Read(parameter));
        AssertGradient(c, "train.grad.input", inputGradient);
        foreach (var state in c.Names("train.state."))
            Assert.InRange(OracleCase.Distance(Array.ConvertAll(network.Parameters.Read(state), v => (double)v), c.Doubles("train.state." + state)), 0, 1e-5);
        // No other parameter has changed.
        foreach (var parameter in c.Names("param."))
            Assert.Equal(c.Values<float>("param." + parameter), network.Parameters.Read(parameter));
    }

    // A bias in front of batch normalisation has no gradient but round-off.
    private static void AssertGradient(OracleCase c, string name, float[] found)
    {
        var expected = c.Doubles(name);
        if (expected.Max(Math.Abs) > 1e-6) Assert.InRange(OracleCase.Distance(Array.ConvertAll(found, v => (double)v), expected), 0, 2e-4);
        else Assert.All(found, v => Assert.InRange(v, -1e-6f, 1e-6f));
    }

    private static (OracleCase Case, INetwork<float> Network, IDisposable Compiled) Load(string name, VectorPath path)
    {
        var c = new OracleCase(name);
        var compiled = SpecCompiler.Compile<float>(c.Spec, name + ".net.yaml", path);
        foreach (var parameter in c.Names("param."))
            compiled.Network.Parameters.Write(parameter, c.Values<float>("param." + parameter));
        foreach (var state in c.Names("state."))
            compiled.Network.Parameters.Write(state, c.Values<float>("state." + state));
        return (c, compiled.Network, compiled);
    }
}
