using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class NamingTests
{
    [Fact]
    public void CountsEachKindNamedOnesIncluded()
    {
        var network = Specs.Network("3", "dense: 4", "{ dense: 4, name: middle }", "dropout: 0.1", "dense: 2");
        Assert.Equal(["dense1", "middle", "dropout1", "dense3"], network.Layers.Select(layer => layer.Path));
    }

    [Fact]
    public void InnerPathsAreDotted()
    {
        var text = "residual: { body: [{ conv2d: 3, padding: same }, { conv2d: 3, padding: same }], shortcut: [{ conv2d: 3, kernel: 1 }] }";
        var network = Specs.Network("[3, 8, 8]", text, "concat: [[], [{ conv2d: 4, kernel: 1, name: squeeze }]]");
        Assert.Equal(
            ["residual1.conv2d1", "residual1.conv2d2", "residual1.shortcut.conv2d1", "residual1", "concat1.branch2.squeeze", "concat1"],
            network.AllLayers().Select(layer => layer.Path));
        Assert.Equal("residual1.conv2d2", network.Find("residual1.conv2d2")!.Path);
        Assert.Null(network.Find("residual2"));
    }

    [Fact]
    public void AssignsNamesToLayersMadeByHand()
    {
        var layers = LayerNaming.Assign([new Dense(3), new Dense(4) { Name = "head", IsNamed = true }, new Dense(5) { Name = "old" }]);
        Assert.Equal(["dense1", "head", "dense3"], layers.Select(layer => layer.Name));
    }

    [Fact]
    public void DefaultNameMeetsAGivenOne() =>
        Specs.Refuses(Specs.Text("3", "{ dense: 4, name: dense2 }", "dense: 2"), SpecDiagnostics.DuplicateLayer, 6, 5, "'dense2'");

    [Theory]
    [InlineData("True")]
    [InlineData("Null")]
    [InlineData("No")]
    public void NamesThatYamlReadsAsOtherValuesAreQuoted(string name)
    {
        var spec = Specs.Network("3", $"{{ dense: 2, name: \"{name}\" }}").Spec;
        var text = SpecWriter.Write(spec);
        Assert.Contains($"name: \"{name}\"", text, StringComparison.Ordinal);
        Assert.Equal(spec, Specs.Read(text).Spec);
    }
}
