using System.Numerics;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Sigmoid and tanh are good to the last bits everywhere, reach their limits, and keep what is not a number.</summary>
public class SquashingTests
{
    private const int Values = 4096;

    public static TheoryData<string, VectorPath> Activations()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 })
        {
            data.Add("sigmoid", path);
            data.Add("tanh", path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void AreExact(string activation, VectorPath path)
    {
        // Steps of 0.005 around zero, where they are steep, and large ones up to where they do not change any more.
        var input = Enumerable.Range(-Values / 2, Values).Select(i => i % 2 == 0 ? i * 0.0025 : i * 0.1).ToArray();
        Assert.All(input.Zip(Outputs(input.Select(x => (float)x).ToArray(), activation, path)), p => Assert.Equal(Expected((float)p.First, activation), p.Second, 2e-7));
        Assert.All(input.Zip(Outputs(input, activation, path)), p => Assert.Equal(Expected(p.First, activation), p.Second, 1e-15));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void ReachTheirLimits(string activation, VectorPath path)
    {
        float[] edges = [0, -0f, 1e30f, float.PositiveInfinity, -1e30f, float.NegativeInfinity, float.NaN];
        var input = new float[Values];
        edges.CopyTo(input, 0);
        var (zero, least) = activation == "tanh" ? (0f, -1f) : (0.5f, 0f);
        float[] expected = [zero, zero, 1, 1, least, least, float.NaN];
        Assert.Equal(expected, Outputs(input, activation, path)[..edges.Length], (e, y) => e.Equals(y) || Math.Abs(e - y) < 1e-37f);
        var exact = Outputs([.. input.Select(x => (double)x)], activation, path)[..edges.Length];
        Assert.Equal(expected, exact.Select(y => (float)y));
    }

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void SiluReachesItsLimits(VectorPath path)
    {
        float[] edges = [0, 1e30f, float.PositiveInfinity, -86, -100, -1e38f, float.NegativeInfinity, float.NaN];
        var input = new float[Values];
        edges.CopyTo(input, 0);
        float[] expected = [0, 1e30f, float.PositiveInfinity, 0, 0, 0, 0, float.NaN];
        Assert.Equal(expected, Outputs(input, "silu", path)[..edges.Length], (e, y) => e.Equals(y) || Math.Abs(e - y) < 1e-34f);
        Assert.Equal(expected, Outputs([.. input.Select(x => (double)x)], "silu", path)[..edges.Length].Select(y => (float)y), (e, y) => e.Equals(y) || Math.Abs(e - y) < 1e-34f);
    }

    private static double Expected(double x, string activation) => activation == "tanh" ? Math.Tanh(x) : 1 / (1 + Math.Exp(-x));

    private static T[] Outputs<T>(T[] input, string activation, VectorPath path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spec = $"netspec: 1\nname: Squash\ninput: {Values}\nlayers:\n  - activation: {activation}\nloss: mse\n";
        using var compiled = SpecCompiler.Compile<T>(spec, "squash.net.yaml", path);
        var output = new T[Values];
        compiled.Network.Forward(input, output);
        return output;
    }
}
