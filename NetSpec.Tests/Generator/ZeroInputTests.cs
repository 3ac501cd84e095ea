using System.Numerics;
using NetSpec.Compiler;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>One sample alone leaves out the rows of a weight whose input is zero, and gives what it gives in a batch.</summary>
public class ZeroInputTests
{
    // Inputs that end between the vectors; whole groups of panels, panels that are left, a panel of 16.
    private const string Wide = """
        netspec: 1
        name: Wide
        input: 303
        layers:
          - { dense: 401, activation: relu }
          - { dense: 224, activation: relu6 }
          - { dense: 90, activation: hard_swish }
          - dense: 48
        loss: mse
        """;

    private const int Inputs = 303, Outputs = 48;

    public static TheoryData<VectorPath> EveryPath() => new(VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128);

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void EveryDensityGivesWhatABatchGives(VectorPath path) => Check<float>(path, 2e-6);

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void EveryDensityGivesWhatABatchGivesInDoublePrecision(VectorPath path) => Check<double>(path, 1e-14);

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void WhatIsNotFiniteReachesEveryOutput(VectorPath path)
    {
        using var compiled = Compile<float>(Linear, path);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            for (var place = 0; place < Inputs; place++)
            {
                var input = new float[Inputs];
                (input[place], input[(place + 7) % Inputs]) = (value, 1);
                Assert.All(Alone(compiled.Network, input), y => Assert.False(float.IsFinite(y)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void ARowThatIsNotReadDoesNotMatter(VectorPath path)
    {
        using var compiled = Compile<float>(Linear, path);
        var (weight, units) = (compiled.Network.Parameters.Read("dense1.weight"), compiled.Network.Info.OutputSize);
        var expected = Alone(compiled.Network, Sample<float>(0.5));
        // PyTorch's order: unit, input. These inputs are zero.
        var zero = Enumerable.Range(0, Inputs).First(k => Sample<float>(0.5)[k] == 0);
        for (var unit = 0; unit < units; unit++) weight[(unit * Inputs) + zero] = float.NaN;
        compiled.Network.Parameters.Write("dense1.weight", weight);
        Assert.Equal(expected, Alone(compiled.Network, Sample<float>(0.5)));
        Assert.All(Alone(compiled.Network, Sample<float>(1)), y => Assert.True(float.IsNaN(y)));
    }

    [Theory]
    [MemberData(nameof(EveryPath))]
    public void StepsGiveTheBitsOfTheSequence(VectorPath path)
    {
        const int Steps = 9, Features = 150;
        using var compiled = Compile<float>(
            $"netspec: 1\nname: Stream\ninput: [{Steps}, {Features}]\nlayers:\n  - {{ dense: 290, activation: relu }}\n  - {{ dense: 40, activation: relu }}\n  - {{ gru: 5, return: sequence }}\n", path);
        var random = new Random(6);
        var input = Enumerable.Range(0, Steps * Features).Select(i => random.Next(10) < i / Features ? 0 : random.NextSingle() - 0.5f).ToArray();
        var (expected, found, state) = (new float[Steps * 5], new float[Steps * 5], new float[5]);
        compiled.Network.Forward(input, expected);
        for (var t = 0; t < Steps; t++)
            ((IStreamingNetwork<float>)compiled.Network).Step(input.AsSpan(t * Features, Features), state, found.AsSpan(t * 5, 5));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        using var compiled = Compile<float>(Wide, VectorPath.Auto);
        var (input, output) = (Sample<float>(0.5), new float[Outputs]);
        Assert.Equal(0, Allocations.Of(() => compiled.Network.Forward(input, output)));
    }

    [Theory]
    [InlineData("{ dense: 300, activation: relu }", 1)]
    [InlineData("{ dense: 300, activation: hard_sigmoid }", 1)]
    [InlineData("{ dense: 300, activation: relu }, { dropout: 0.5 }", 1)]
    [InlineData("{ dense: 300 }, { batchnorm: , activation: relu }", 1)]
    [InlineData("{ dense: 300, activation: tanh }", 0)]
    [InlineData("{ dense: 300, activation: leaky_relu }", 0)]
    [InlineData("{ dense: 300, activation: relu }, { layernorm: }", 0)]
    [InlineData("{ dense: 60, activation: relu }", 0)]
    public void ZerosAreSoughtBehindRectifiers(string layers, int expected) =>
        Assert.Equal(1 + expected, Skipping($"netspec: 1\nname: Plan\ninput: 300\nlayers: [{layers}, {{ dense: 64 }}]\n"));

    [Theory]
    [InlineData("[8, 20, 20]", "{ conv2d: 8, kernel: 3, activation: relu }, { maxpool: 2 }, { flatten: }, { dense: 64 }", 1)]
    [InlineData("[8, 20, 20]", "{ conv2d: 8, kernel: 3, activation: relu }, { avgpool: 2 }, { flatten: }, { dense: 64 }", 0)]
    [InlineData("[8, 20, 20]", "{ flatten: }, { dense: 64 }", 1)]
    [InlineData("[30, 300]", "{ dense: 64 }", 0)]
    [InlineData("65536", "{ dense: 32 }", 1)]
    [InlineData("65537", "{ dense: 32 }", 0)]
    [InlineData("3000", "{ dense: 16 }", 0)]
    public void ZerosAreSoughtInLargeRowsOfOneSample(string input, string layers, int expected) =>
        Assert.Equal(expected, Skipping($"netspec: 1\nname: Plan\ninput: {input}\nlayers: [{layers}]\n"));

    [Fact]
    public unsafe void SetBitsAreListedInOrder()
    {
        for (var value = 0; value < 256; value++)
        {
            var expected = Enumerable.Range(0, 8).Where(bit => (value >> bit & 1) != 0).Select(bit => (byte)bit);
            Assert.Equal(expected.Concat(new byte[8]).Take(8), new ReadOnlySpan<byte>(SetBits.Positions + (8 * value), 8).ToArray());
        }
    }

    private static string Linear => $"netspec: 1\nname: Linear\ninput: {Inputs}\nlayers: [{{ dense: 240 }}]\n";

    private static void Check<T>(VectorPath path, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var compiled = Compile<T>(Wide, path);
        var samples = new[] { 1, 0.9, 0.5, 0.2, 0.01, 0 }.Select(Sample<T>).Concat(Enumerable.Range(0, Inputs).Select(One<T>)).Append(Signed<T>()).ToList();
        var together = new T[samples.Count * Outputs];
        compiled.Network.Forward(samples.SelectMany(s => s).ToArray(), together);
        for (var i = 0; i < samples.Count; i++)
        {
            var expected = together.AsSpan(i * Outputs, Outputs).ToArray();
            Assert.InRange(OracleCase.Distance(Numbers(Alone(compiled.Network, samples[i])), Numbers(expected)), 0, tolerance);
        }
    }

    private static T[] Sample<T>(double density)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, Inputs).Select(_ => (random.NextDouble() < density, random.NextDouble() - 0.5)).Select(x => x.Item1 ? T.CreateChecked(x.Item2) : T.Zero)];
    }

    // Every place in turn, so that none is lost or listed twice.
    private static T[] One<T>(int place)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sample = new T[Inputs];
        sample[place] = T.One;
        return sample;
    }

    private static T[] Signed<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Sample<T>(0.5).Select(x => x == T.Zero ? T.NegativeZero : x)];

    private static T[] Alone<T>(INetwork<T> network, T[] input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = new T[network.Info.OutputSize];
        network.Forward(input, output);
        return output;
    }

    private static double[] Numbers<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateChecked);

    private static int Skipping(string spec) =>
        Planner.Plan(SpecReader.Read(spec, "plan.net.yaml").Network!, Precision.Single).Operations.OfType<Gemm>().Count(g => g.SkipsZeros);

    private static CompiledNetwork<T> Compile<T>(string spec, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var compiled = SpecCompiler.Compile<T>(spec, "zeros.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", seed: 9);
        return compiled;
    }
}
