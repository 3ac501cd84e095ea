using Google.Protobuf;
using NetSpec.Tests.Cli;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Files that are no models, or models that nothing can be made of: one sentence each, exit code 1, and nothing is written.</summary>
public class MalformedTests
{
    [Fact]
    public void FilesThatAreNoModels()
    {
        Refused([], "is empty");
        Refused("netspec: 1\nname: Tiny\n"u8.ToArray(), "no ONNX model");
        Refused([0x08, 0x07], "holds no graph");
        Refused(Enumerable.Range(0, 999).Select(i => (byte)((i * 193) + 71)).ToArray(), "no ONNX model");
        Refused("PK\u0003\u0004 a zip archive"u8.ToArray(), "no ONNX model");
        var good = Models.Dense().ToByteArray();
        foreach (var length in new[] { 1, 3, good.Length / 2, good.Length - 1 })
            Refused(good[..length], "no ONNX model");
    }

    [Fact]
    public void FilesThatCannotBeRead()
    {
        using var session = new CommandSession();
        Assert.Contains("there is no such file", session.Refused("import", session.At("missing.onnx"), "--out", session.At("out")));
        Assert.Contains("it is a folder", session.Refused("import", session.Folder, "--out", session.At("out")));
        Assert.False(Directory.Exists(session.At("out")));
    }

    [Fact]
    public void GraphsWithoutOrder()
    {
        Refused(Models.Of([-1, 2], Models.Node("Add", "one", "a", "x", "y"), Models.Node("Relu", "two", "y", "a")), "in a circle", "Relu 'two'");
        Refused(Models.Of([-1, 2], Models.Node("Relu", "own", "y", "y")), "in a circle", "'own'");
        Refused(Models.Of([-1, 2], Models.Node("Gemm", "fc", "y", "x", "w")), "Gemm 'fc' reads 'w'", "no initializer");
        Refused(Models.Of([-1, 2], Models.Node("Relu", "r", "z", "x")), "The output 'y' of the model is given by nothing");
        Refused(Models.Of([-1, 2], Models.Node("Relu", "r", "y", "x"), Models.Node("Tanh", "t", "y", "x")), "'y' is given twice", "Tanh 't'");
        var twice = Models.Dense().With(Models.Float("w", [1], 0));
        Refused(twice, "two initializers of the name 'w'");
        var none = Models.Dense();
        none.Graph.Output.Clear();
        Refused(none, "has no output");
    }

    [Fact]
    public void TensorsThatClaimWhatTheyDoNotHold()
    {
        Refused(Gemm(Models.Float("w", [1L << 40, 1L << 40])), "'w' claims the shape [1099511627776, 1099511627776], which no tensor can have");
        Refused(Gemm(Models.Float("w", [-2, 3], 1, 2, 3)), "which no tensor can have");
        Refused(Gemm(Models.Float("w", [1_000_000_000], 1, 2, 3)), "1000000000 values, but holds 3");
        Refused(Gemm(Models.Float("w", [2, 3])), "24 bytes, but holds 0");
        var raw = Models.Float("w", [2, 3]);
        raw.RawData = ByteString.CopyFrom(new byte[23]);
        Refused(Gemm(raw), "24 bytes, but holds 23");
        var text = Models.Float("w", [1]);
        text.DataType = Proto.Tensor.Types.Element.String;
        Refused(Gemm(text), "type STRING");
        var odd = Models.Float("w", [1]);
        odd.DataType = (Proto.Tensor.Types.Element)77;
        Refused(Gemm(odd), "type 77");
        Refused(Gemm(Models.Float("w", [2, 3], 1, 2, 3, 4, float.NaN, 6)), "not finite");
        Refused(Gemm(Models.Whole("w", [2, 3], 1, 2, 3, 4, 5, 6)), "Gemm 'fc'", "whole numbers where real ones belong");
        Refused(Gemm(Models.Float("w", [.. Enumerable.Repeat(1L, 40)], 1)), "has 40 dimensions");
    }

    [Fact]
    public void ValuesOutsideTheModelsFolder()
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("secret.bin"), new byte[24]);
        var folder = Directory.CreateDirectory(session.At("model")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "short.bin"), new byte[20]);
        File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), session.At("secret.bin"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "inner"), session.Folder);
        string Message(string location, params (string, string)[] more)
        {
            var path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, Gemm(Models.External("w", [2, 3], location, more)).ToByteArray());
            var message = session.Refused("import", path, "--out", session.At("out"));
            Assert.False(Directory.Exists(session.At("out")));
            return message;
        }

        Assert.Contains("'../secret.bin'; only files inside the model's folder", Message("../secret.bin"));
        Assert.Contains("only files inside", Message("a/../../secret.bin"));
        Assert.Contains("only files inside", Message("..\\secret.bin"));
        Assert.Contains("only files inside", Message(session.At("secret.bin")));
        Assert.Contains("'link.bin' is a link", Message("link.bin"));
        Assert.Contains("'inner' is a link", Message("inner/secret.bin"));
        Assert.Contains("there is no such file", Message("missing.bin"));
        Assert.Contains("has 20 bytes; the model wants 24 bytes from byte 0", Message("short.bin"));
        Assert.Contains("wants 24 bytes from byte 9223372036854775807", Message("short.bin", ("offset", "9223372036854775807")));
        Assert.Contains("its part of 'short.bin' has 20", Message("short.bin", ("length", "20")));
        Assert.Contains("'-1', which is no whole number", Message("short.bin", ("offset", "-1")));
        Assert.Contains("not in which", Message(""));
    }

    [Fact]
    public void FunctionsWithoutEnd()
    {
        var self = Models.Of([-1, 2], Call("f", "y", "x"));
        self.Functions.Add(Function("f", Call("f", "out", "in")));
        Refused(self, "The function 'f' calls itself");
        var circle = Models.Of([-1, 2], Call("f", "y", "x"));
        circle.Functions.Add([Function("f", Call("g", "out", "in")), Function("g", Call("f", "out", "in"))]);
        Refused(circle, "calls itself");
        var deep = Models.Of([-1, 2], Call("f0", "y", "x"));
        deep.Functions.Add(Enumerable.Range(0, 100).Select(i => Function($"f{i}", i == 99 ? Models.Node("Relu", "", "out", "in") : Call($"f{i + 1}", "out", "in"))));
        Refused(deep, "more than 64 deep");
        // Each function calls the next twice: 2^40 nodes in all.
        var wide = Models.Of([-1, 2], Call("f0", "y", "x"));
        wide.Functions.Add(Enumerable.Range(0, 40).Select(i => i == 39
            ? Function("f39", Models.Node("Relu", "", "out", "in"))
            : Function($"f{i}", Call($"f{i + 1}", "a", "in"), Call($"f{i + 1}", "out", "a"))));
        Refused(wide, "more than 100000");
        var many = Models.Of([-1, 2], Call("f", "y", "x", "x", "x"));
        many.Functions.Add(Function("f", Models.Node("Relu", "", "out", "in")));
        Refused(many, "has 3 inputs and 1 outputs; the function has 1 and 1");
    }

    [Fact]
    public void MessagesTooDeepInOneAnother()
    {
        var inner = new Proto.Graph();
        for (var i = 0; i < 200; i++)
        {
            var node = Models.Node("If", "", "y", "x").With(new Proto.Attribute { Name = "then_branch", G = inner, Type = Proto.Attribute.Types.Kind.Graph });
            inner = new Proto.Graph();
            inner.Node.Add(node);
        }
        var model = Models.Of([-1, 2]);
        model.Graph.Node.Add(inner.Node);
        Refused(model, "too deep in one another");
    }

    [Fact]
    public void WrongTypes()
    {
        Refused(Models.Of([-1, 3, 8, 8], Models.Node("MaxPool", "pool", "y", "x").With("kernel_shape", 2f)), "'kernel_shape' of MaxPool 'pool' is of type FLOAT, where INTS was expected");
        Refused(Models.Of([-1, 2], Models.Node("LeakyRelu", "r", "y", "x").With("alpha", 1L)), "where FLOAT was expected");
        Refused(Models.Of([-1, 2], Models.Node("LeakyRelu", "r", "y", "x").With("alpha", 1f).With("alpha", 2f)), "'alpha' twice");
        var whole = Models.Dense();
        whole.Graph.Input[0].Type.Tensor.Element = Proto.Tensor.Types.Element.Int64;
        Refused(whole, "The input 'x' holds values of type INT64");
        var sequence = Models.Dense();
        sequence.Graph.Input[0].Type.Tensor = null;
        Refused(sequence, "The input 'x' is no tensor");
        var shapeless = Models.Dense();
        shapeless.Graph.Input[0].Type.Tensor.Shape = null;
        Refused(shapeless, "states no shape");
    }

    [Fact]
    public void SizesThatNoNetworkHas()
    {
        Refused(Models.Of([-1, 0], Models.Node("Relu", "r", "y", "x")), "claims a dimension of 0");
        Refused(Models.Of([-1, long.MaxValue], Models.Node("Relu", "r", "y", "x")), "claims a dimension of 9223372036854775807");
        Refused(Models.Of([-1, 60000, 60000, 3], Models.Node("Relu", "r", "y", "x")), "too large");
        Refused(Models.Of([-1, -1, 5], Models.Node("Relu", "r", "y", "x")), "has free sizes ([free, free, 5])");
        Refused(Models.Of([-1, 3, 8, 8], Models.Node("MaxPool", "p", "y", "x").With("kernel_shape", [long.MaxValue, 2])), "MaxPool 'p'", "window");
        Refused(
            Models.Of([-1, 2], Models.Node("ConstantOfShape", "huge", "c", "s"), Models.Node("Add", "a", "y", "x", "c")).With(Models.Whole("s", [2], 1L << 40, 1L << 40)),
            "ConstantOfShape 'huge'");
    }

    [Fact]
    public void NodesWithoutWhatTheyNeed()
    {
        Refused(Models.Of([-1, 2], Models.Node("Gemm", "fc", "y", "x")), "Gemm 'fc'", "has 1 inputs and needs 2");
        Refused(Models.Of([-1, 2], Models.Node("Mul", "m", "y", "x")), "Mul 'm'", "needs 2");
        Refused(Models.Of([-1, 2], Models.Node("", "nameless", "y", "x")), "The node 'nameless' names no operator");
        var late = Models.Dense();
        late.OpsetImport[0].Version = 99;
        Refused(late, "uses version 99");
        var foreign = Models.Of([-1, 2], Call("Attention", "y", "x"));
        Refused(foreign, "Attention", "the domain 'own'");
    }

    private static Proto.Model Gemm(Proto.Tensor weight) => Models.Of([-1, 2], Models.Node("Gemm", "fc", "y", "x", "w")).With(weight);

    private static Proto.Node Call(string function, string output, params string[] inputs)
    {
        var node = Models.Node(function, "", output, inputs);
        node.Domain = "own";
        return node;
    }

    private static Proto.Function Function(string name, params Proto.Node[] nodes)
    {
        var function = new Proto.Function { Name = name, Domain = "own" };
        function.Input.Add("in");
        function.Output.Add("out");
        function.Node.Add(nodes);
        return function;
    }

    private static void Refused(Proto.Model model, params string[] parts) => Refused(model.ToByteArray(), parts);

    private static void Refused(byte[] bytes, params string[] parts)
    {
        using var session = new CommandSession();
        File.WriteAllBytes(session.At("model.onnx"), bytes);
        var message = session.Refused("import", session.At("model.onnx"), "--out", session.At("out"));
        foreach (var part in parts) Assert.Contains(part, message);
        Assert.Single(message.Trim().Split('\n'));
        Assert.False(Directory.Exists(session.At("out")));
    }
}
