using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>
/// ONNX's cases of softmax cross entropy against the language's loss. Positions behind the classes are samples here; class weights and an ignored
/// class are sample weights; a sum is the mean times the weights' sum, and without reduction each sample is asked alone.
/// </summary>
public class LossCaseTests
{
    [OnnxDataFact]
    public void CrossEntropyIsOnnxs()
    {
        var cases = OnnxCase.Of("node").Where(c => c.Operators.SequenceEqual(["SoftmaxCrossEntropyLoss"])).ToList();
        Assert.True(cases.Count >= 30);
        var networks = new Dictionary<int, CompiledNetwork<float>>();
        foreach (var onnx in cases)
            Compare(onnx, networks);
        foreach (var network in networks.Values) network.Dispose();
    }

    private static void Compare(OnnxCase onnx, Dictionary<int, CompiledNetwork<float>> networks)
    {
        var (inputs, expected) = (onnx.Inputs().Values.ToList(), onnx.Output().ToDoubles());
        var classes = (int)inputs[0].Shape[1];
        if (!networks.TryGetValue(classes, out var network))
            networks[classes] = network = SpecCompiler.Compile<float>($"netspec: 1\nname: Logits\ninput: {classes}\nlayers:\n  - activation: linear\nloss: cross_entropy\n", "loss.net.yaml");
        var (logits, targets) = (Samples(inputs[0], classes), inputs[1].ToDoubles());
        var weights = targets.Select(t => Weight(onnx, inputs, t)).ToArray();
        // An ignored target need not be a class.
        var known = targets.Select((t, i) => weights[i] == 0 ? 0 : (float)t).ToArray();

        var found = onnx.Word("reduction") switch
        {
            "none" => [.. targets.Select((_, i) => weights[i] == 0 ? 0 : weights[i] * network.Network.Loss(logits.AsSpan(i * classes, classes), known.AsSpan(i, 1)))],
            "sum" => [network.Network.Loss(logits, known, weights) * weights.Sum()],
            _ => new[] { network.Network.Loss(logits, known, weights) },
        };

        Assert.Equal(expected.Length, found.Length);
        foreach (var (wanted, value) in expected.Zip(found))
            Assert.True(Math.Abs(value - wanted) <= 1e-5 * Math.Max(1, Math.Abs(wanted)), $"{onnx.Name}: {value} instead of {wanted}");
    }

    private static float Weight(OnnxCase onnx, List<Tensor> inputs, double target)
    {
        if (onnx.Whole("ignore_index") is { } ignored && target == ignored) return 0;
        return inputs.Count > 2 ? (float)inputs[2].ToDoubles()[(int)target] : 1;
    }

    // [n, classes, positions...] as [n * positions, classes].
    private static float[] Samples(Tensor tensor, int classes)
    {
        var values = tensor.ToDoubles();
        var positions = (int)tensor.Shape.Skip(2).Aggregate(1L, (p, d) => p * d);
        var samples = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (position, rest) = (i % positions, i / positions);
            samples[((((rest / classes) * positions) + position) * classes) + (rest % classes)] = (float)values[i];
        }
        return samples;
    }
}
