using System.Numerics;
using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>A sample alone gives the bits that it gives among others.</summary>
public class AloneTests
{
    private const int Samples = 3;

    public static TheoryData<string, int> Layers() => new() { { "lstm", 64 }, { "gru", 64 }, { "gru", 96 }, { "lstm", 96 }, { "lstm", 32 }, { "gru", 48 } };

    [Theory]
    [MemberData(nameof(Layers))]
    public void GivesTheSameBits(string kind, int units) => Assert.All(Specs.Paths, path => Check<float>(kind, units, path));

    [Fact]
    public void GivesTheSameBitsInDoublePrecision() => Assert.All(Specs.Paths, path => Check<double>("lstm", 64, path));

    private static void Check<T>(string kind, int units, VectorPath path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var compiled = Specs.Compile<T>(Specs.Of(5, 3, Specs.Layer(kind, units, sequence: true)), path);
        var network = compiled.Network;
        var (size, inputs) = (network.Info.OutputSize, network.Info.InputSize);
        var input = Specs.Values<T>(Samples * inputs);
        var before = Compare();
        Initializer.Apply(network.Parameters, "pytorch", seed: 6);
        Assert.NotEqual(before, Compare());

        T[] Compare()
        {
            var (together, alone) = (new T[Samples * size], new T[Samples * size]);
            network.Forward(input, together);
            for (var i = 0; i < Samples; i++) network.Forward(input.AsSpan(i * inputs, inputs), alone.AsSpan(i * size, size));
            Assert.Equal(together, alone);
            return alone;
        }
    }
}
