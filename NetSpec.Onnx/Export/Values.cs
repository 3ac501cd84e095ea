using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Descriptions of values: float32 with a free batch axis before the shape of one sample.</summary>
internal static class Values
{
    private const string Batch = "batch";

    public static Schema.Value Of(string name, Shape sample)
    {
        var shape = new Schema.Shape();
        shape.Dimension.Add(new Schema.Shape.Types.Dimension { Name = Batch });
        foreach (var size in sample.Dimensions)
            shape.Dimension.Add(new Schema.Shape.Types.Dimension { Value = size });
        var tensor = new Schema.Type.Types.TensorType { Element = Schema.Tensor.Types.Element.Float, Shape = shape };
        return new Schema.Value { Name = name, Type = new Schema.Type { Tensor = tensor } };
    }
}
