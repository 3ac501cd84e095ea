using System.Text;
using System.Text.Json;
using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class ShapeTests
{
    public static TheoryData<string> Names { get; } = new(Oracle.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void ParametersAndOutputAreThoseOfTheReference(string name)
    {
        var network = SpecReader.Read(Oracle.Text(name), name).Network!;
        using var header = Header(Path.Combine(Oracle.Folder, name, "case.safetensors"));
        var tensors = header.RootElement.EnumerateObject().Where(tensor => tensor.Name != "__metadata__").ToDictionary(
            tensor => tensor.Name, tensor => string.Join(
                ",",
                tensor.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())));
        var expected = tensors.Where(t => t.Key.StartsWith("param.", StringComparison.Ordinal) || t.Key.StartsWith("state.", StringComparison.Ordinal))
            .ToDictionary(t => t.Key[6..], t => t.Value);
        var found = network.AllLayers().SelectMany(layer => layer.Parameters).ToDictionary(p => p.Name, p => string.Join(",", p.Shape));
        Assert.Equal(expected.OrderBy(p => p.Key, StringComparer.Ordinal), found.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.EndsWith("," + string.Join(",", network.Output.Dimensions), tensors["output"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "dense: 5", "[5]", 35, 40)]
    [InlineData("[6, 7]", "dense: 5", "[6, 5]", 210, 40)]
    [InlineData("[12, 4]", "{ conv1d: 6, kernel: 4, stride: 2, groups: 2 }", "[5, 6]", 5 * 6 * 8, 54)]
    [InlineData("[12, 4]", "{ conv1d: 6, padding: causal, dilation: 3 }", "[12, 6]", 12 * 6 * 12, 78)]
    [InlineData("[12, 4]", "{ conv1d: 6, padding: same, dilation: 2 }", "[12, 6]", 12 * 6 * 12, 78)]
    [InlineData("[3, 17, 13]", "{ conv2d: 6, kernel: [5, 3], stride: [2, 1], padding: [2, 1] }", "[6, 9, 13]", 9 * 13 * 6 * 45, 276)]
    [InlineData("[3, 9, 9]", "{ conv2d: 6, padding: valid, bias: false }", "[6, 7, 7]", 49 * 6 * 27, 162)]
    [InlineData("[3, 9, 9]", "{ avgpool: 3, stride: 2, padding: 1 }", "[3, 5, 5]", 0, 0)]
    [InlineData("[3, 9, 8]", "maxpool: [2, 3]", "[3, 4, 2]", 0, 0)]
    [InlineData("[3, 9, 8]", "global_avgpool:", "[3]", 0, 0)]
    [InlineData("[9, 8]", "global_avgpool:", "[8]", 0, 0)]
    [InlineData("[9, 8]", "flatten:", "[72]", 0, 0)]
    [InlineData("[3, 4, 5]", "batchnorm:", "[3, 4, 5]", 0, 6)]
    [InlineData("[9, 8]", "layernorm:", "[9, 8]", 0, 16)]
    [InlineData("[9, 8]", "{ rnn: 5, return: sequence }", "[9, 5]", 9 * 5 * 13, 75)]
    [InlineData("[9, 8]", "gru: 5", "[5]", 9 * 15 * 13, 225)]
    [InlineData("[9, 8]", "lstm: 5", "[5]", 9 * 20 * 13, 300)]
    [InlineData("4", "concat: [[], [{ dense: 3 }], [{ dense: 2 }]]", "[9]", 20, 25)]
    public void ShapesCostsAndCounts(string input, string layer, string output, long macs, long parameters)
    {
        var network = Specs.Network(input, layer);
        Assert.Equal((output, macs, parameters), (network.Output.ToString(), network.Macs, network.ParameterCount));
    }

    [Fact]
    public void TiesAreFollowedToTheOwner()
    {
        var network = Specs.Network(
            "4",
            "{ dense: 3, name: a }",
            "{ dense: 4, tie: { layer: a, transpose: true } }",
            "{ dense: 3, tie: { layer: dense2, transpose: true, negate: true } }");
        Assert.Null(network.Layers[0].TieOwner);
        Assert.Equal(new TieOwner("a", true, false), network.Layers[1].TieOwner);
        Assert.Equal(new TieOwner("a", false, true), network.Layers[2].TieOwner);
        Assert.Equal((12 + 3 + 4 + 3, 36), (network.ParameterCount, network.Macs));
    }

    [Fact]
    public void ResolvedNetworksCompareByValue() =>
        Assert.Equal(Specs.Read(Oracle.Text("residual")), Specs.Read("# a comment\n" + Oracle.Text("residual")));

    private static JsonDocument Header(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return JsonDocument.Parse(Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes)));
    }
}
