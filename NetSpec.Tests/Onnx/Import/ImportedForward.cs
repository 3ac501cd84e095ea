using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Models made in code, imported and run.</summary>
internal static class ImportedForward
{
    public static ImportedNetwork Import(Proto.Model model) => OnnxImporter.Import(ModelReader.Read(model, "model.onnx"), "model.onnx", "Case");

    /// <summary>The network's answer in the order of the model's output.</summary>
    public static float[] Run(ImportedNetwork network, float[] input, long[] inputShape, params long[] outputShape)
    {
        using var compiled = SpecCompiler.Compile<float>(network.Spec);
        Weights.Load(compiled.Network.Parameters, network.Weights);
        var samples = LayoutOrder.ToSamples(network.Input, Tensor.Create(input, inputShape));
        var output = new float[outputShape.Aggregate(1L, (p, d) => p * d)];
        compiled.Network.Forward(samples, output);
        return LayoutOrder.ToModel(network.Output, output, outputShape);
    }

    /// <summary>Numbers from -1 to 1, the same for the same seed.</summary>
    public static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    public static void Near(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-5f * Math.Max(1, Math.Abs(expected[i])), $"{found[i]} instead of {expected[i]} at {i}");
    }
}
