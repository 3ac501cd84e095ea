using Google.Protobuf;
using NetSpec.Tests.Files;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Small models, made in code.</summary>
internal static class Models
{
    /// <summary>A model of nodes whose input is x and whose output is y.</summary>
    public static Proto.Model Of(long[] input, params Proto.Node[] nodes)
    {
        var model = new Proto.Model { IrVersion = 8, Graph = new Proto.Graph { Name = "g" } };
        model.OpsetImport.Add(new Proto.OperatorSet { Version = 17 });
        model.Graph.Input.Add(Value("x", input));
        model.Graph.Output.Add(new Proto.Value { Name = "y" });
        model.Graph.Node.Add(nodes);
        return model;
    }

    /// <summary>A dense layer of three units on two features, whole and good.</summary>
    public static Proto.Model Dense() => Of([-1, 2], Node("Gemm", "fc", "y", "x", "w", "b"))
        .With(Float("w", [2, 3], 1, 2, 3, 4, 5, 6))
        .With(Float("b", [3], 0.5f, -0.5f, 0));

    public static Proto.Node Node(string type, string name, string output, params string[] inputs)
    {
        var node = new Proto.Node { OpType = type, Name = name };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        return node;
    }

    public static Proto.Node With(this Proto.Node node, string name, long value) => node.With(new Proto.Attribute { Name = name, I = value, Type = Proto.Attribute.Types.Kind.Int });

    public static Proto.Node With(this Proto.Node node, string name, long[] values)
    {
        var attribute = new Proto.Attribute { Name = name, Type = Proto.Attribute.Types.Kind.Ints };
        attribute.Ints.AddRange(values);
        return node.With(attribute);
    }

    public static Proto.Node With(this Proto.Node node, string name, float value) => node.With(new Proto.Attribute { Name = name, F = value, Type = Proto.Attribute.Types.Kind.Float });

    public static Proto.Node With(this Proto.Node node, string name, string value) =>
        node.With(new Proto.Attribute { Name = name, S = ByteString.CopyFromUtf8(value), Type = Proto.Attribute.Types.Kind.String });

    public static Proto.Node With(this Proto.Node node, Proto.Attribute attribute)
    {
        node.Attribute.Add(attribute);
        return node;
    }

    public static Proto.Model With(this Proto.Model model, Proto.Tensor initializer)
    {
        model.Graph.Initializer.Add(initializer);
        return model;
    }

    public static Proto.Tensor Float(string name, long[] shape, params float[] values)
    {
        var tensor = new Proto.Tensor { Name = name, DataType = Proto.Tensor.Types.Element.Float };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        return tensor;
    }

    public static Proto.Tensor Whole(string name, long[] shape, params long[] values)
    {
        var tensor = new Proto.Tensor { Name = name, DataType = Proto.Tensor.Types.Element.Int64 };
        tensor.Dims.AddRange(shape);
        tensor.Int64Data.AddRange(values);
        return tensor;
    }

    /// <summary>Values in another file.</summary>
    public static Proto.Tensor External(string name, long[] shape, string location, params (string Key, string Value)[] more)
    {
        var tensor = Float(name, shape);
        tensor.DataLocation = Proto.Tensor.Types.Location.External;
        foreach (var (key, value) in more.Prepend(("location", location)))
            tensor.ExternalData.Add(new Proto.Entry { Key = key, Value = value });
        return tensor;
    }

    /// <summary>A value of a shape; -1 is a free size.</summary>
    public static Proto.Value Value(string name, long[] shape)
    {
        var type = new Proto.Type.Types.TensorType { Element = Proto.Tensor.Types.Element.Float, Shape = new Proto.Shape() };
        type.Shape.Dimension.AddRange(shape.Select(d => d < 0 ? new Proto.Shape.Types.Dimension { Name = "n" } : new Proto.Shape.Types.Dimension { Value = d }));
        return new Proto.Value { Name = name, Type = new Proto.Type { Tensor = type } };
    }

    public static string Write(this Proto.Model model, TemporaryFolder folder, string name = "model.onnx") => folder.Write(name, model.ToByteArray());
}
