using NetSpec.Runtime;
using NetSpec.Tests.Generator;

namespace NetSpec.Tests.Ilgpu;

/// <summary>Kernels for devices, emulated, against PyTorch's answers.</summary>
public class DeviceOracleTests
{
    public static TheoryData<string> Cases() => [.. OracleTests.Names];

    public static TheoryData<string> TrainingCases() => [.. OracleTests.Names.Where(n => new OracleCase(n).Names("train.").Any())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ForwardMatches(string name)
    {
        using var host = Load(name, out var c);
        var expected = c.Doubles("output");
        var output = new float[expected.Length];
        host.Device.Forward(c.Values<float>("input"), output);
        Assert.InRange(Distance(output, expected), 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossAndGradientsMatchAndRepeat(string name)
    {
        using var host = Load(name, out var c);
        var (first, inputGradient) = Gradient(host, c, out var loss);
        Assert.InRange(Distance([loss], c.Doubles("loss")), 0, 1e-4);
        foreach (var parameter in c.Names("grad.").Where(n => n != "input"))
            Assert.InRange(Distance(first.Read(parameter), c.Doubles("grad." + parameter)), 0, 1e-3);
        Assert.InRange(Distance(inputGradient, c.Doubles("grad.input")), 0, 1e-3);
        Assert.InRange(Distance([host.Device.Loss(c.Values<float>("input"), c.Values<float>("target"))], c.Doubles("loss")), 0, 1e-4);

        var (second, _) = Gradient(host, c, out _);
        Assert.Equal(first.Memory.Span.ToArray(), second.Memory.Span.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CovariancesMatch(string name)
    {
        using var host = Load(name, out var c);
        var moments = new CovarianceSet(host.Device.Info);
        host.Device.AccumulateCovariance(c.Values<float>("input"), moments);
        foreach (var layer in c.Names("cov."))
            Assert.InRange(OracleCase.Distance(moments[layer].Covariance(centered: false).Cast<double>().ToArray(), c.Doubles("cov." + layer)), 0, 1e-4);
    }

    [Theory]
    [MemberData(nameof(TrainingCases))]
    public void TrainingMatches(string name)
    {
        using var host = Load(name, out var c);
        var gradient = new GradientSet<float>(host.Device.Parameters);
        var (input, output) = (c.Values<float>("input"), new float[c.Doubles("train.output").Length]);
        var inputGradient = new float[input.Length];
        var loss = host.Device.Gradient(input, c.Values<float>("target"), gradient, new() { Training = true, InputGradient = inputGradient, Outputs = output });

        Assert.InRange(Distance([loss], c.Doubles("train.loss")), 0, 1e-4);
        Assert.InRange(Distance(output, c.Doubles("train.output")), 0, 1e-4);
        foreach (var parameter in c.Names("train.grad.").Where(n => n != "input")) AssertGradient(c.Doubles("train.grad." + parameter), gradient.Read(parameter));
        AssertGradient(c.Doubles("train.grad.input"), inputGradient);
        foreach (var state in c.Names("train.state."))
            Assert.InRange(Distance(host.Device.Parameters.Read(state), c.Doubles("train.state." + state)), 0, 1e-4);
        foreach (var parameter in c.Names("param."))
            Assert.Equal(c.Values<float>("param." + parameter), host.Device.Parameters.Read(parameter));
    }

    // A bias in front of batch normalisation has no gradient but round-off.
    private static void AssertGradient(double[] expected, float[] found)
    {
        if (expected.Max(Math.Abs) > 1e-6) Assert.InRange(Distance(found, expected), 0, 1e-3);
        else Assert.All(found, v => Assert.InRange(v, -1e-5f, 1e-5f));
    }

    private static (GradientSet<float> Gradient, float[] Input) Gradient(DeviceHost host, OracleCase c, out float loss)
    {
        var gradient = new GradientSet<float>(host.Device.Parameters);
        var input = c.Values<float>("input");
        var inputGradient = new float[input.Length];
        loss = host.Device.Gradient(input, c.Values<float>("target"), gradient, new() { InputGradient = inputGradient });
        return (gradient, inputGradient);
    }

    private static double Distance(float[] found, double[] expected) => OracleCase.Distance(Array.ConvertAll(found, v => (double)v), expected);

    private static DeviceHost Load(string name, out OracleCase c)
    {
        c = new OracleCase(name);
        var host = new DeviceHost(c.Spec);
        host.Load(c);
        return host;
    }
}
