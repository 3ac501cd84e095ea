using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Layers inside layers and image layers are seen under their paths, and batch normalisation keeps its statistics.</summary>
public class GraphTests
{
    private static readonly string Nested = GraphSpec.Of("[2, 2, 3]", ["residual: { body: [{ batchnorm: , activation: tanh }], shortcut: [{ activation: relu, name: side }] }", "flatten:", "concat: [[], [{ dense: 5, activation: relu }, dense: 3]]"]);

    private static readonly string Normalised = GraphSpec.Of("6", ["dense: 17", "{ batchnorm: , activation: relu }", "dense: 2"]);

    [Fact]
    public void LayersAreSeenUnderTheirPaths()
    {
        using var compiled = Compile(Nested);
        var network = compiled.Network;
        Assert.Equal(
            ["residual1.batchnorm1", "residual1.shortcut.side", "residual1", "flatten1", "concat1.branch2.dense1", "concat1.branch2.dense2", "concat1"],
            network.Info.Layers.Select(l => l.Path));
        Assert.Equal([true, true, true, false, true, true, true], network.Info.Layers.Select(l => l.HasCovariance));

        // 40 samples take more than one slice.
        var input = Values(40 * 12);
        var seen = new Rows();
        network.Observe(input, seen);
        Assert.Equal((40 * 6, 2), (seen[""].Count, seen[""][0].Length));
        // A row is a pixel's channels; pixel 4 of sample 1.
        Assert.Equal([input[12 + 4], input[12 + 6 + 4]], seen[""][6 + 4]);
        Assert.Equal((40, 12), (seen["flatten1"].Count, seen["flatten1"][0].Length));
        Assert.Equal((40, 3), (seen["concat1.branch2.dense2"].Count, seen["concat1.branch2.dense2"][0].Length));
        for (var row = 0; row < 40 * 6; row++)
        {
            Assert.Equal(seen[""][row].Select(v => Math.Max(v, 0)), seen["residual1.shortcut.side"][row]);
            Assert.Equal(seen["residual1.batchnorm1"][row].Zip(seen["residual1.shortcut.side"][row], (a, b) => a + b), seen["residual1"][row]);
        }
        // PyTorch's order: channel by channel.
        Assert.Equal(Enumerable.Range(0, 12).Select(i => seen["residual1"][6 + (i % 6)][i / 6]), seen["flatten1"][1]);
        var output = new float[40 * 15];
        network.Forward(input, output);
        Assert.Equal(output, Enumerable.Range(0, 40).SelectMany(s => seen["flatten1"][s].Concat(seen["concat1.branch2.dense2"][s])));
        Assert.Equal(output, seen["concat1"].SelectMany(r => r));
    }

    [Fact]
    public void CovarianceOfChannelsIsOverSamplesAndPositions()
    {
        using var compiled = Compile(Nested);
        var network = compiled.Network;
        var input = Values(40 * 12);
        var seen = new Rows();
        var moments = new CovarianceSet(network.Info);
        // The same parts for both: the last digits of a multiplication depend on the number of rows.
        foreach (var part in new[] { 0..(7 * 12), (7 * 12)..(40 * 12) })
        {
            network.Observe(input.AsSpan(part), seen);
            network.AccumulateCovariance(input.AsSpan(part), moments);
        }
        foreach (var path in moments.Layers)
        {
            var rows = seen[path];
            var found = moments[path].Covariance(centered: false);
            for (var i = 0; i < rows[0].Length; i++)
            {
                for (var j = 0; j < rows[0].Length; j++)
                    Assert.Equal(rows.Average(r => (double)r[i] * r[j]), found[i, j], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(VectorPath.Vector512)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector128)]
    public void BatchesOfAnySizeFollowEachOther(VectorPath path)
    {
        foreach (var samples in new[] { 5, 300, 7, 2, 301 })
        {
            using var fresh = Compile(Nested, path);
            using var used = Compile(Nested, path);
            foreach (var before in new[] { 3, 200, 4 }) Train(used.Network, before);
            var (expected, found) = (Train(fresh.Network, samples), Train(used.Network, samples));
            Assert.Contains(expected, v => v != 0);
            Assert.Equal(expected, found);
        }

        static float[] Train(INetwork<float> network, int samples)
        {
            var gradient = new GradientSet<float>(network.Parameters);
            network.Gradient(Values(samples * 12), Values(samples * 15), gradient, new() { Training = true });
            return gradient.Memory.Span.ToArray();
        }
    }

    [Fact]
    public void TrainingMovesTheRunningStatisticsAndInferenceReadsThem()
    {
        using var compiled = Compile(Normalised);
        var network = compiled.Network;
        var (input, target, gradient) = (Values(50 * 6), Values(50 * 2), new GradientSet<float>(network.Parameters));
        var (first, inTraining, second) = (new float[100], new float[100], new float[100]);
        network.Forward(input, first);
        for (var step = 0; step < 200; step++)
            network.Gradient(input, target, gradient, new() { Training = true, Outputs = inTraining });
        network.Forward(input, second);
        Assert.NotEqual(first, second);
        // After many steps on one batch the running variance is the unbiased one, n / (n - 1) of the batch's.
        Assert.All(second.Zip(inTraining), pair => Assert.InRange(pair.First, pair.Second - 0.02, pair.Second + 0.02));
        Assert.All(gradient.Read("batchnorm1.running_mean").Concat(gradient.Read("batchnorm1.running_var")), v => Assert.Equal(0, v));
    }

    [Fact]
    public void InferenceModeLeavesTheStatistics()
    {
        using var compiled = Compile(Normalised);
        var network = compiled.Network;
        var before = network.Parameters.Memory.Span.ToArray();
        network.Gradient(Values(12), Values(4), new GradientSet<float>(network.Parameters));
        network.Loss(Values(12), Values(4));
        network.Forward(Values(12), new float[4]);
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
    }

    [Fact]
    public void OneValueAUnitIsRefusedInTraining()
    {
        using var compiled = Compile(Normalised);
        var network = compiled.Network;
        var before = network.Parameters.Memory.Span.ToArray();
        var gradient = new GradientSet<float>(network.Parameters);
        var message = Assert.Throws<InputException>(() => network.Gradient(Values(6), Values(2), gradient, new() { Training = true })).Message;
        Assert.Contains("'batchnorm1'", message, StringComparison.Ordinal);
        Assert.Contains("1 sample", message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
        network.Gradient(Values(6), Values(2), gradient);
        Assert.Equal(0, network.Gradient([], [], gradient, new() { Training = true }));

        // One image has several values a channel.
        using var image = Compile(Nested);
        Assert.True(float.IsFinite(image.Network.Gradient(Values(12), Values(15), new GradientSet<float>(image.Network.Parameters), new() { Training = true })));
    }

    [Fact]
    public void ImagesGoOutAsTheyCameIn()
    {
        using var compiled = Compile(GraphSpec.Of("[3, 2, 2]", ["{ residual: { body: [{ activation: linear }] } }"]));
        var input = Values(70 * 12);
        var (output, byInput) = (new float[input.Length], new float[input.Length]);
        compiled.Network.Forward(input, output);
        Assert.Equal(input.Select(v => v + v), output);
        // The target is an image too: at the output itself the loss is zero, elsewhere its slope is 2 (y - t) / n and twice that by the input.
        Assert.Equal(0, compiled.Network.Loss(input, output));
        compiled.Network.Gradient(input, input, new GradientSet<float>(compiled.Network.Parameters), new() { InputGradient = byInput });
        Assert.All(byInput.Zip(input), pair => Assert.Equal(4 * pair.Second / input.Length, pair.First, 1e-7));
    }

    private static CompiledNetwork<float> Compile(string spec, VectorPath path = VectorPath.Auto)
    {
        var compiled = SpecCompiler.Compile<float>(spec, "graph.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", seed: 6);
        return compiled;
    }

    private static float[] Values(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (4 * random.NextSingle()) - 1.5f)];
    }

    private sealed class Rows : ILayerObserver<float>
    {
        private readonly Dictionary<string, List<float[]>> _rows = [];

        public List<float[]> this[string path] => _rows[path];

        public bool Wants(string path)
        {
            _rows.TryAdd(path, []);
            return true;
        }

        public void Observe(string path, LayerRows<float> rows)
        {
            for (var i = 0; i < rows.Count; i++) _rows[path].Add(rows[i].ToArray());
        }
    }
}
