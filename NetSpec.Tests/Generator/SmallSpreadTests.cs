using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Sums of many terms, and of terms far from zero, keep the digits that a difference of them needs.</summary>
public class SmallSpreadTests
{
    private const int Pixels = 64 * 64;

    public static TheoryData<string, VectorPath> Losses()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var loss in new[] { "mse", "mae", "huber", "hinge", "binary_cross_entropy" })
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(loss, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void LossOfManyPixelsDoesNotDrift(string loss, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<float>($"netspec: 1\nname: Many\ninput: [1, 64, 64]\nlayers:\n  - dropout: 0\nloss: {loss}\n", "many.net.yaml", path);
        var outputs = new float[32 * Pixels];
        Array.Fill(outputs, 0.7f);
        var targets = new float[outputs.Length];
        Array.Fill(targets, 1);

        var actual = compiled.Network.Loss(outputs, targets);

        Assert.InRange(actual / Expected(loss), 1 - 1e-6, 1 + 1e-6);
    }

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void BatchMeanIsRoundedOnce(VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<float>("netspec: 1\nname: Far\ninput: [1, 8, 8]\nlayers:\n  - { batchnorm: , momentum: 1 }\n", "far.net.yaml", path);
        var network = compiled.Network;
        network.Parameters.Write("batchnorm1.weight", [1]);
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 3 * 64).Select(_ => 100 + (0.01f * random.NextSingle()))];

        network.Gradient(inputs, new float[inputs.Length], new GradientSet<float>(network.Parameters), new() { Training = true });

        var mean = inputs.Average(v => (double)v);
        var variance = inputs.Sum(v => (v - mean) * (v - mean)) / (inputs.Length - 1);
        Assert.InRange(network.Parameters.Read("batchnorm1.running_mean")[0] - mean, -4e-6, 4e-6);
        Assert.InRange(network.Parameters.Read("batchnorm1.running_var")[0] / variance, 1 - 1e-5, 1 + 1e-5);
    }

    // Of an output of 0.7 whose target is 1.
    private static double Expected(string loss)
    {
        double difference = 1 - 0.7f;
        return loss switch
        {
            "mse" => difference * difference,
            "huber" => difference * difference / 2,
            "binary_cross_entropy" => Math.Log(1 + Math.Exp(-0.7f)),
            _ => difference,
        };
    }
}
