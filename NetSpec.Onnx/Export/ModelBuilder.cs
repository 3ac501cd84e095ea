using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Puts a network's graph into a model with what readers want to know about it.</summary>
internal static class ModelBuilder
{
    /// <summary>Name of the one input.</summary>
    public const string Input = "input";

    /// <summary>Name of the one output.</summary>
    public const string Output = "output";

    public static Schema.Model Build(ResolvedNetwork network, NamedTensors weights)
    {
        OnnxExport.RequireSize(network);
        var spec = network.Spec;
        var model = new Schema.Model
        {
            IrVersion = OnnxExport.FormatVersion,
            ProducerName = "NetSpec",
            ProducerVersion = typeof(ModelBuilder).Assembly.GetName().Version?.ToString(3) ?? "",
            DocString = $"{spec.Name}: {spec.Input} -> {network.Output}, {network.ParameterCount} parameters, written from its NetSpec spec.",
            Graph = Graph(network, weights),
        };
        model.OpsetImport.Add(new Schema.OperatorSet { Version = OnnxExport.Opset });
        foreach (var (key, value) in Metadata(spec, weights))
            model.MetadataProps.Add(new Schema.Entry { Key = key, Value = value });
        return model;
    }

    private static Schema.Graph Graph(ResolvedNetwork network, NamedTensors weights)
    {
        var builder = new GraphBuilder(network, weights);
        builder.Finish(builder.Walk(network.Layers, Input), Output);
        var graph = builder.Graph;
        graph.Name = network.Spec.Name;
        graph.Input.Add(Values.Of(Input, network.Spec.Input));
        graph.Output.Add(Values.Of(Output, network.Output));
        return graph;
    }

    private static SortedDictionary<string, string> Metadata(NetworkSpec spec, NamedTensors weights) => new(weights.Metadata, StringComparer.Ordinal)
    {
        [Weights.NameKey] = spec.Name,
        [StatedByNetSpec.LossKey] = StatedByNetSpec.Word(spec.Loss),
        [Weights.SpecHashKey] = SpecHash.Of(spec),
    };
}
