using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Generated code against PyTorch's answers, on every vector path, one sample at a time and as a batch.</summary>
public class OracleTests
{
    public static TheoryData<string, VectorPath> Cases()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var name in new[] { "mini", "activations", "odd_widths", "mnist_mlp", "tied", "hinge", "recurrent" })
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

    private static (OracleCase Case, INetwork<float> Network, IDisposable Compiled) Load(string name, VectorPath path)
    {
        var c = new OracleCase(name);
        var compiled = SpecCompiler.Compile<float>(c.Spec, name + ".net.yaml", path);
        foreach (var parameter in c.Names("param."))
            compiled.Network.Parameters.Write(parameter, c.Values<float>("param." + parameter));
        return (c, compiled.Network, compiled);
    }
}
