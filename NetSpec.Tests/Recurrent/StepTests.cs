using System.Numerics;
using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>One step after another gives the whole sequence, to the last bit.</summary>
public class StepTests
{
    private static readonly string[] Networks =
    [
        .. from kind in Specs.Kinds
           from sequence in new[] { false, true }
           from units in new[] { 1, 17, 33 }
           select Specs.Of(9, 3, Specs.Layer(kind, units, sequence), "dense: 3"),
        .. from kind in Specs.Kinds select Specs.Of(14, 20, Specs.Layer(kind, 48, sequence: true)),
        Specs.Of(6, 5, "residual: { body: [{ gru: 5, return: sequence }, { dense: 5, activation: relu }] }", "{ lstm: 18 }", "batchnorm:", "residual: { body: [{ dense: 7 }], shortcut: [{ dense: 7 }] }"),
        Specs.Of(1, 5, Specs.Layer("lstm", 5, sequence: false)),
        Specs.Of(5, 9, Specs.Layer("lstm", 64, sequence: true), Specs.Layer("gru", 64, sequence: false)),
        Specs.Of(7, 3, "normalize: { mean: 1, std: 3 }", "{ dense: 9, activation: relu }", Specs.Layer("gru", 5, sequence: true, ", activation: softplus"), "activation: tanh"),
        Specs.Of(7, 3, Specs.Layer("gru", 5, sequence: false), "{ dense: 6, activation: softmax }"),
        // Causal convolutions: few and many channels, a kernel of one step, dilated, in groups, depthwise, without a bias, stacked and beside recurrence.
        Specs.Of(13, 3, "{ conv1d: 5, kernel: 3, padding: causal, activation: relu }", "{ conv1d: 40, kernel: 2, padding: causal, dilation: 3, bias: false }", "{ dense: 4, activation: tanh }"),
        Specs.Of(9, 20, "{ conv1d: 33, kernel: 4, padding: causal }", "layernorm:", "{ conv1d: 12, kernel: 3, padding: causal, groups: 3, activation: gelu }", "{ conv1d: 12, kernel: 2, padding: causal, groups: 12 }", "{ conv1d: 6, kernel: 1, groups: 2 }"),
        Specs.Of(8, 17, "residual: { body: [{ conv1d: 17, kernel: 3, padding: causal, dilation: 2, activation: silu }] }", "{ gru: 10, return: sequence }", "{ conv1d: 18, kernel: 2, padding: causal, groups: 2 }", "{ lstm: 7 }", "batchnorm:", "dense: 3"),
        Specs.Of(30, 19, Specs.Layer("rnn", 70, sequence: true), "layernorm:", Specs.Layer("gru", 50, sequence: true), "{ dense: 21, activation: gelu }", "dropout: 0.5", Specs.Layer("lstm", 65, sequence: false), "dense: 40"),
    ];

    public static TheoryData<string> AllNetworks() => [.. Networks];

    [Theory]
    [MemberData(nameof(AllNetworks))]
    public void GiveTheSequence(string spec) => Assert.All(Specs.Paths, path => Check<float>(spec, path));

    [Fact]
    public void GiveTheSequenceInDoublePrecision() => Assert.All(Specs.Paths, path => Check<double>(Networks[^1], path));

    [Fact]
    public void GoOnAsLongAsTheCallerLikes()
    {
        // The sequence of the spec is 5 steps long, the stream 40.
        using var compiled = Specs.Compile<float>(Specs.Of(5, 2, Specs.Layer("gru", 6, sequence: false)), VectorPath.Auto);
        using var longer = Specs.Compile<float>(Specs.Of(40, 2, Specs.Layer("gru", 6, sequence: false)), VectorPath.Auto);
        var input = Specs.Values<float>(80);
        var (expected, output) = (new float[6], new float[6]);
        longer.Network.Forward(input, expected);
        var streaming = (IStreamingNetwork<float>)compiled.Network;
        var state = new float[streaming.StateSize];
        for (var t = 0; t < 40; t++) streaming.Step(input.AsSpan(2 * t, 2), state, output);
        Assert.Equal(expected, output);
        Assert.Equal(expected, state);
    }

    [Fact]
    public void KeepsStreamsApart()
    {
        using var compiled = Specs.Compile<float>(Specs.Of(5, 2, Specs.Layer("lstm", 6, sequence: true)), VectorPath.Auto);
        var streaming = (IStreamingNetwork<float>)compiled.Network;
        Assert.Equal(12, streaming.StateSize);
        var alone = Outputs([7]);
        Assert.Equal(alone[7], Outputs([3, 7, 9])[7]);

        Dictionary<int, float[]> Outputs(int[] seeds)
        {
            var states = seeds.ToDictionary(s => s, _ => new float[12]);
            var outputs = seeds.ToDictionary(s => s, _ => new float[6]);
            for (var t = 0; t < 8; t++)
            {
                foreach (var seed in seeds) streaming.Step([seed, t], states[seed], outputs[seed]);
            }
            return outputs;
        }
    }

    [Fact]
    public void RefuseWrongLengths()
    {
        using var compiled = Specs.Compile<float>(Specs.Of(5, 2, Specs.Layer("lstm", 6, sequence: false), "dense: 4"), VectorPath.Auto);
        var streaming = (IStreamingNetwork<float>)compiled.Network;
        Refuses("3", "2", () => streaming.Step(new float[3], new float[12], new float[4]));
        Refuses("6", "12", () => streaming.Step(new float[2], new float[6], new float[4]));
        Refuses("5", "4", () => streaming.Step(new float[2], new float[12], new float[5]));

        static void Refuses(string found, string expected, Action action)
        {
            var message = Assert.Throws<ArgumentException>(action).Message;
            Assert.Contains(found + " values", message, StringComparison.Ordinal);
            Assert.Contains("need " + expected, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void OfConvolutionsGoOnAndAllocateNothing()
    {
        static string Network(int steps) => Specs.Of(
            steps, 2, "{ conv1d: 6, kernel: 3, padding: causal, dilation: 2, activation: relu }", "{ conv1d: 20, kernel: 2, padding: causal, activation: tanh }");
        using var compiled = Specs.Compile<float>(Network(4), VectorPath.Auto);
        using var longer = Specs.Compile<float>(Network(50), VectorPath.Auto);
        var (input, expected, output) = (Specs.Values<float>(100), new float[50 * 20], new float[20]);
        longer.Network.Forward(input, expected);
        var streaming = (IStreamingNetwork<float>)compiled.Network;
        // Four steps of two features, then one of six.
        var state = new float[streaming.StateSize];
        Assert.Equal((4 * 2) + 6, state.Length);
        for (var t = 0; t < 50; t++)
        {
            streaming.Step(input.AsSpan(2 * t, 2), state, output);
            Assert.Equal(expected[(20 * t)..(20 * (t + 1))], output);
        }
        Assert.Equal(input[^8..], state[..8]);
        Assert.Equal(0, Allocations.Of(() => streaming.Step(input.AsSpan(0, 2), state, output)));
    }

    [Theory]
    [InlineData("netspec: 1\nname: Plain\ninput: [5, 3]\nlayers:\n  - { conv1d: 2, padding: same }\n  - lstm: 3\n")]
    [InlineData("netspec: 1\nname: Plain\ninput: [5, 3]\nlayers:\n  - { conv1d: 2, padding: causal, stride: 2 }\n")]
    [InlineData("netspec: 1\nname: Plain\ninput: [5, 3]\nlayers:\n  - { conv1d: 2, padding: causal }\n  - global_avgpool:\n")]
    [InlineData("netspec: 1\nname: Plain\ninput: [5, 3]\nlayers:\n  - dense: 2\n")]
    [InlineData("netspec: 1\nname: Plain\ninput: 3\nlayers:\n  - dense: 2\n")]
    public void AreNotOfferedWhereNothingIsKeptOrLaterStepsAreRead(string spec)
    {
        using var compiled = Specs.Compile<float>(spec, VectorPath.Auto);
        Assert.False(compiled.Network is IStreamingNetwork<float>);
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void AllocateNothing(string kind)
    {
        using var compiled = Specs.Compile<float>(Specs.Of(9, 4, Specs.Layer(kind, 20, sequence: true), Specs.Layer(kind, 30, sequence: false), "dense: 3"), VectorPath.Auto);
        var streaming = (IStreamingNetwork<float>)compiled.Network;
        float[] input = Specs.Values<float>(4), state = new float[streaming.StateSize], output = new float[3];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 10; i++) streaming.Step(input, state, output);
        }));
    }

    private static void Check<T>(string spec, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Samples = 5;
        using var compiled = Specs.Compile<T>(spec, path);
        var network = compiled.Network;
        var (info, streaming) = (network.Info, (IStreamingNetwork<T>)network);
        var (steps, features, units) = (info.InputShape[0], info.InputShape[1], info.OutputShape[^1]);
        var input = Specs.Values<T>(Samples * info.InputSize);
        var expected = new T[Samples * info.OutputSize];
        network.Forward(input, expected);
        var (alone, output) = (new T[info.OutputSize], new T[units]);
        for (var sample = 0; sample < Samples; sample++)
        {
            var sequence = input.AsSpan(sample * info.InputSize, info.InputSize);
            var all = expected.AsSpan(sample * info.OutputSize, info.OutputSize);
            network.Forward(sequence, alone);
            Assert.True(all.SequenceEqual(alone), "A sample alone differs from the same in a batch.");
            var state = new T[streaming.StateSize];
            for (var t = 0; t < steps; t++)
            {
                streaming.Step(sequence.Slice(t * features, features), state, output);
                if (info.OutputShape.Length == 2) Assert.True(all.Slice(t * units, units).SequenceEqual(output), $"Step {t} differs.");
            }
            if (info.OutputShape.Length == 1) Assert.True(all.SequenceEqual(output), "The last step differs.");
            Assert.Contains(output, v => v != T.Zero);
        }
    }
}
