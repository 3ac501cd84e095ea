using NetSpec.Onnx;
using NetSpec.Onnx.Schema;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Cli;

namespace NetSpec.Tests.Onnx;

public class ExportVerbTests
{
    [Fact]
    public void TheModelIsWrittenAndReported()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();

        var result = session.Json("export", spec, "--weights", weights, "--output", session.At("tiny.onnx"));

        Assert.Equal(session.At("tiny.onnx"), result.GetProperty("output").GetString());
        Assert.Equal(17, result.GetProperty("opset").GetInt32());
        var model = Model.Parser.ParseFrom(File.ReadAllBytes(session.At("tiny.onnx")));
        Assert.Equal("Tiny", model.Graph.Name);
        Assert.Equal("Gemm", Assert.Single(model.Graph.Node).OpType);
    }

    [Fact]
    public void WeightsOfOtherNamesAreWrittenUnderTheNetworksOwn()
    {
        using var session = new CommandSession();
        var (spec, _) = session.TinyModel();
        Safetensors.Write(session.At("w.safetensors"), new() { ["a"] = Runtime.Tensor.Create([1f, 2, 3, 4, 5, 6], 2, 3), ["b"] = Runtime.Tensor.Create([0f, 0], 2) });

        session.Done("export", spec, "--weights", session.At("w.safetensors"), "--map", "order", "--output", session.At("tiny.onnx"));

        var model = Model.Parser.ParseFrom(File.ReadAllBytes(session.At("tiny.onnx")));
        Assert.Equal(["dense1.weight", "dense1.bias"], model.Graph.Initializer.Select(tensor => tensor.Name));
    }

    [Fact]
    public void WeightsThatDoNotFitWriteNothing()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var other = session.Write("other.net.yaml", CommandSession.Mini);

        Assert.Contains("do not fit MiniSmall", session.Refused("export", other, "--weights", weights, "--output", session.At("m.onnx")));
        Assert.Contains("there is no such file", session.Refused("export", spec, "--weights", session.At("none"), "--output", session.At("m.onnx")));
        Assert.False(File.Exists(session.At("m.onnx")));
    }

    [Fact]
    public void AMissingOrWrongParameterIsNamed()
    {
        using var session = new CommandSession();
        var network = SpecReader.Read(CommandSession.Tiny, "tiny.net.yaml").Network!;
        var weights = new NamedTensors { ["dense1.weight"] = Runtime.Tensor.Create(new float[6], 2, 3) };
        string Message() => Assert.Throws<InputException>(() => OnnxExport.Write(session.At("m.onnx"), network, weights)).Message;

        Assert.Equal("The weights of Tiny lack dense1.bias.", Message());
        weights["dense1.bias"] = Runtime.Tensor.Create(new float[3], 3);
        Assert.Equal("dense1.bias has the shape [3], not [2].", Message());
        Assert.False(File.Exists(session.At("m.onnx")));
    }

    [Fact]
    public void AModelThatNoFileHoldsIsRefusedBeforeItIsMade()
    {
        var network = SpecReader.Read("netspec: 1\nname: Wide\ninput: 30000\nlayers:\n  - dense: 20000\n", "wide.net.yaml").Network!;

        Assert.Contains("2400080000 bytes", Assert.Throws<InputException>(() => OnnxExport.Write("wide.onnx", network, new())).Message);
    }
}
