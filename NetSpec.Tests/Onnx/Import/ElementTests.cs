using Google.Protobuf;
using NetSpec.Onnx;
using NetSpec.Runtime;
using NetSpec.Tests.Files;
using Proto = NetSpec.Onnx.Schema;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>The same weights in every form in which a file can hold them.</summary>
public class ElementTests
{
    private static readonly float[] _values = [1, -2, 0.5f, 3, 4, -0.25f];

    public static TheoryData<string> Forms => ["typed", "raw", "double", "half", "brain", "outside"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void WeightsAreReadFromEveryForm(string form)
    {
        using var folder = new TemporaryFolder();
        var path = Models.Of([-1, 2], Models.Node("MatMul", "m", "y", "x", "w")).With(Weight(form, folder)).Write(folder);

        var weights = OnnxImporter.Import(path).Weights;

        Assert.Equal([1f, 3, -2, 4, 0.5f, -0.25f], ((Tensor<float>)weights["dense1.weight"]).Values);
        Assert.Equal([3, 2], weights["dense1.weight"].Shape);
    }

    private static Proto.Tensor Weight(string form, TemporaryFolder folder)
    {
        var tensor = Models.Float("w", [2, 3]);
        switch (form)
        {
            case "typed":
                tensor.FloatData.AddRange(_values);
                break;
            case "raw":
                tensor.RawData = Bytes(_values.SelectMany(BitConverter.GetBytes));
                break;
            case "double":
                tensor.DataType = Proto.Tensor.Types.Element.Double;
                tensor.DoubleData.AddRange(_values.Select(v => (double)v));
                break;
            case "half":
                tensor.DataType = Proto.Tensor.Types.Element.Float16;
                tensor.Int32Data.AddRange(_values.Select(v => (int)BitConverter.HalfToUInt16Bits((Half)v)));
                break;
            case "brain":
                tensor.DataType = Proto.Tensor.Types.Element.Bfloat16;
                tensor.RawData = Bytes(_values.SelectMany(v => BitConverter.GetBytes((ushort)(BitConverter.SingleToUInt32Bits(v) >> 16))));
                break;
            default:
                folder.Write("weights.bin", [.. new byte[8], .. _values.SelectMany(BitConverter.GetBytes)]);
                return Models.External("w", [2, 3], "weights.bin", ("offset", "8"), ("length", "24"));
        }
        return tensor;
    }

    private static ByteString Bytes(IEnumerable<byte> bytes) => ByteString.CopyFrom([.. bytes]);
}
