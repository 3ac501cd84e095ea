using Google.Protobuf;
using NetSpec.Onnx;
using NetSpec.Onnx.Schema;
using NetSpec.Spec;

namespace NetSpec.Tests.Onnx;

/// <summary>What stands in an exported model, without running it.</summary>
public class ExportGraphTests
{
    public static TheoryData<string> Specs => new(ExportedSpecs.Names);

    [Fact]
    public void EveryKindOfTheLanguageCanBeWritten() =>
        Assert.Equal(LayerKinds.All.Select(kind => kind.Keyword), LayerExports.All.Select(export => export.Keyword));

    [Fact]
    public void EveryActivationOfTheLanguageCanBeWritten() => Assert.Equal(Enum.GetValues<Activation>().Order(), ActivationNodes.All.Order());

    [Theory]
    [MemberData(nameof(Specs))]
    public void ModelsAreGraphsInOrderWhoseValuesAreMadeOnceAndRead(string spec)
    {
        var model = ExportedModel.OfSpec(ExportedSpecs.Read(spec)).Model;
        var graph = model.Graph;

        Assert.Equal((8, 17), (model.IrVersion, Assert.Single(model.OpsetImport).Version));
        var known = graph.Initializer.Select(tensor => tensor.Name).Append("input").ToList();
        Assert.Equal(known.Count, known.Distinct().Count());
        var values = known.ToHashSet();
        foreach (var node in graph.Node)
        {
            Assert.All(node.Input, name => Assert.Contains(name, values));
            Assert.All(node.Output.Where(name => name != ""), name => Assert.True(values.Add(name), name));
        }
        Assert.Equal("input", Assert.Single(graph.Input).Name);
        Assert.Equal("output", Assert.Single(graph.Output).Name);
        var read = graph.Node.SelectMany(node => node.Input).Append("output").ToHashSet();
        Assert.Equal(values.Order(), read.Order());
        Assert.Equal(graph.Node.Count, graph.Node.Select(node => node.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void TheSameNetworkGivesTheSameBytes(string spec)
    {
        var text = ExportedSpecs.Read(spec);

        Assert.Equal(ExportedModel.OfSpec(text).Model.ToByteArray(), ExportedModel.OfSpec(text).Model.ToByteArray());
    }

    [Fact]
    public void WeightsKeepTheirNamesShapesAndValues()
    {
        var exported = ExportedModel.Of("3", "{ dense: 2, activation: relu }", "batchnorm:", "{ dense: 1, bias: false }");

        Assert.Equal(exported.Weights.Names, exported.Model.Graph.Initializer.Select(tensor => tensor.Name));
        foreach (var name in exported.Weights.Names)
        {
            Assert.Equal(exported.Weights[name].Shape, exported.Initializer(name).Dims);
            Assert.Equal(((NetSpec.Runtime.Tensor<float>)exported.Weights[name]).Values, exported.Floats(name));
        }
    }

    [Fact]
    public void TheBatchIsFreeAndAnImageKeepsItsAxes()
    {
        var graph = ExportedModel.Of("[3, 6, 5]", "{ conv2d: 2 }").Model.Graph;

        Assert.Equal(["batch", "3", "6", "5"], Shape(graph.Input[0]));
        Assert.Equal(["batch", "2", "4", "3"], Shape(graph.Output[0]));
    }

    [Fact]
    public void TheModelSaysWhatItIs()
    {
        var exported = ExportedModel.Of("3", "dense: 2");
        exported.Weights.Metadata["netspec.classes"] = "[\"a\",\"b\"]";

        var model = ModelBuilder.Build(exported.Network, exported.Weights);

        Assert.Equal("Net", model.Graph.Name);
        Assert.Contains("Net: [3] -> [2], 8 parameters", model.DocString);
        Assert.Equal("NetSpec", model.ProducerName);
        Assert.Equal(
            ["netspec.classes=[\"a\",\"b\"]", "netspec.loss=mse", "netspec.name=Net", $"netspec.spec_hash={SpecHash.Of(exported.Network.Spec)}"],
            model.MetadataProps.Select(entry => $"{entry.Key}={entry.Value}"));
    }

    [Fact]
    public void ValuesAreCalledByTheLayersThatGiveThem()
    {
        var graph = ExportedModel.Of("3", "{ dense: 3, name: first, activation: silu }", "residual: { body: [ { dense: 3, activation: tanh } ] }", "dense: 1").Model.Graph;

        Assert.Equal(
            ["first.Gemm", "first.Sigmoid", "first", "residual1.dense1.Gemm", "residual1.dense1", "residual1", "output"],
            graph.Node.Select(node => Assert.Single(node.Output)));
        Assert.Equal(graph.Node.Select(node => node.Name), graph.Node.Select(node => node.Output[0]));
    }

    [Fact]
    public void LayersMayBeCalledAsTheInputAndTheOutputAre()
    {
        var graph = ExportedModel.Of("3", "{ dense: 3, name: input }", "{ dense: 3, name: output }", "{ dense: 2 }").Model.Graph;

        Assert.Equal(["input", "input_2", "output_2"], graph.Node.Select(node => node.Input[0]));
        Assert.Equal("input.weight", graph.Node[0].Input[1]);
    }

    [Fact]
    public void DropoutIsNothingAndANetworkOfNothingHandsItsInputOn()
    {
        Assert.Equal(["Gemm"], ExportedModel.Of("3", "{ dropout: 0.5 }", "dense: 2", "{ dropout: 0.5 }").Operators);

        var identity = ExportedModel.Of("3", "{ dropout: 0.5 }").Node("Identity");
        Assert.Equal(["input", "output"], [identity.Input[0], identity.Output[0]]);
    }

    private static IEnumerable<string> Shape(Value value) =>
        value.Type.Tensor.Shape.Dimension.Select(d => d.SizeCase == NetSpec.Onnx.Schema.Shape.Types.Dimension.SizeOneofCase.Name ? d.Name : $"{d.Value}");
}
