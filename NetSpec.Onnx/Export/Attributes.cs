using Google.Protobuf;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Attributes of nodes.</summary>
internal static class Attributes
{
    public static Schema.Attribute Whole(string name, int value) =>
        new() { Name = name, Type = Schema.Attribute.Types.Kind.Int, I = value };

    public static Schema.Attribute Number(string name, double value) =>
        new() { Name = name, Type = Schema.Attribute.Types.Kind.Float, F = (float)value };

    public static Schema.Attribute Text(string name, string value) =>
        new() { Name = name, Type = Schema.Attribute.Types.Kind.String, S = ByteString.CopyFromUtf8(value) };

    public static Schema.Attribute Wholes(string name, params int[] values)
    {
        var attribute = new Schema.Attribute { Name = name, Type = Schema.Attribute.Types.Kind.Ints };
        attribute.Ints.Add(values.Select(value => (long)value));
        return attribute;
    }

    /// <summary>[height, width].</summary>
    public static Schema.Attribute Extent(string name, Extent extent) => Wholes(name, extent.Height, extent.Width);
}
