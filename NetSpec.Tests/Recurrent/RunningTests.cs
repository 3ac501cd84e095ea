using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>How recurrent networks run: the same bits whatever the threads and whatever ran before, no allocation.</summary>
public class RunningTests
{
    private const int Samples = 150;

    private static readonly string Spec = Specs.Of(
        9, 4, Specs.Layer("rnn", 18, sequence: true), Specs.Layer("gru", 7, sequence: true), "dropout: 0.3", Specs.Layer("lstm", 20, sequence: false), "dense: 3");

    public static TheoryData<VectorPath> OnEveryPath() => [.. Specs.Paths];

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void ThreadsChangeNoBit(VectorPath path)
    {
        using var compiled = Specs.Compile<float>(Spec, path);
        var network = compiled.Network;
        var (input, target) = Batch(network);
        var one = Gradient(1);
        Assert.Contains(one.Gradient, v => v != 0);
        foreach (var threads in new[] { 2, 4 })
        {
            var several = Gradient(threads);
            Assert.Equal(one.Loss, several.Loss);
            Assert.Equal(one.Gradient, several.Gradient);
            Assert.Equal(one.ByInput, several.ByInput);
        }

        (float Loss, float[] Gradient, float[] ByInput) Gradient(int threads)
        {
            var (gradient, byInput) = (new GradientSet<float>(network.Parameters), new float[input.Length]);
            var loss = network.Gradient(input, target, gradient, new() { Threads = threads, Training = true, Seed = 3, InputGradient = byInput });
            return (loss, gradient.Memory.Span.ToArray(), byInput);
        }
    }

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void CallsLeaveNothingBehind(VectorPath path)
    {
        using var compiled = Specs.Compile<float>(Spec, path);
        var network = compiled.Network;
        var (input, target) = Batch(network);
        var gradient = new GradientSet<float>(network.Parameters);
        network.Gradient(input, target, gradient);
        var first = gradient.Memory.Span.ToArray();
        var (expected, output) = (new float[Samples * 3], new float[Samples * 3]);
        network.Forward(input, expected);

        // Numbers that would show wherever a kernel read what it had not written.
        var spoilt = input.Select(_ => float.NaN).ToArray();
        network.Gradient(spoilt, target, gradient);
        network.Forward(spoilt, output);
        var streaming = (IStreamingNetwork<float>)network;
        streaming.Step(spoilt.AsSpan(0, 4), new float[streaming.StateSize], output.AsSpan(0, 3));

        network.Gradient(input, target, gradient);
        Assert.Equal(first, gradient.Memory.Span.ToArray());
        network.Forward(input, output);
        Assert.Equal(expected, output);
    }

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void PaddingStaysZero(VectorPath path)
    {
        using var compiled = Specs.Compile<float>(Spec, path);
        var network = compiled.Network;
        var (input, target) = Batch(network);
        var gradient = new GradientSet<float>(network.Parameters);
        network.Gradient(input, target, gradient);
        foreach (var info in network.Info.Parameters)
        {
            var values = gradient.Memory.Slice(info.Offset, info.Layout.PackedLength).ToArray();
            for (var i = 0; i < info.Length; i++) values[info.Layout.IndexOf(i)] = 0;
            Assert.All(values, v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void GradientAllocatesNothing()
    {
        using var compiled = Specs.Compile<float>(Spec, VectorPath.Auto);
        var network = compiled.Network;
        var (input, target) = Batch(network);
        var gradient = new GradientSet<float>(network.Parameters);
        Assert.Equal(0, Allocations.Of(() => network.Gradient(input, target, gradient, new() { Training = true })));
    }

    private static (float[] Input, float[] Target) Batch(INetwork<float> network) =>
        (Specs.Values<float>(Samples * network.Info.InputSize), Specs.Values<float>(Samples * network.Info.TargetSize));
}
