using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Runtime;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>
/// Models that PyTorch 1.13 exported with seeded weights, at several versions and with a free or fixed batch (_oracle/onnx/export.py), beside an
/// input and PyTorch's own output of it.
/// </summary>
public class PyTorchModelTests
{
    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.onnx").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(n => !n.StartsWith("refused", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "_oracle", "onnx");

    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardIsPyTorchs(string name)
    {
        var network = OnnxImporter.Import(Path.Combine(Folder, name + ".onnx"));
        var data = Safetensors.Read(Path.Combine(Folder, name + ".safetensors"));
        using var compiled = SpecCompiler.Compile<float>(network.Spec);
        Weights.Load(compiled.Network.Parameters, network.Weights);
        var samples = LayoutOrder.ToSamples(network.Input, data["x"]);
        var output = new float[data["y"].Length];

        compiled.Network.Forward(samples, output);

        var expected = ((Tensor<float>)data["y"]).Values;
        var given = LayoutOrder.ToModel(network.Output, output, data["y"].Shape);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(given[i] - expected[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])), $"{given[i]} instead of {expected[i]} at {i}");
    }

    [Fact]
    public void ABidirectionalLayerIsRefused() => Assert.Contains(
        "its direction is bidirectional",
        Assert.Throws<InputException>(() => OnnxImporter.Import(Path.Combine(Folder, "refused_bidirectional_opset13.onnx"))).Message);
}
