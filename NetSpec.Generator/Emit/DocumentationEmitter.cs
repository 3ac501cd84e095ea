using System.Globalization;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Prints what an editor shows of a network's class: what goes in and comes out, a table of the layers, how it is used.</summary>
internal static class DocumentationEmitter
{
    private const int Longest = 120;

    public static void Print(NetworkPlan plan, SourceWriter writer)
    {
        var (network, spec) = (plan.Network, plan.Network.Spec);
        writer.Line($"/// <summary>{spec.Name}: {spec.Input} -> {network.Output}, {Number(network.ParameterCount)} parameters, {Number(network.Macs)} multiply-accumulates a sample, loss {spec.Loss}.</summary>");
        writer.Line("/// <remarks>");
        writer.Line("/// Initialise or load the parameters before the first call. Buffers hold whole samples one after another, each in C order.");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>as the spec has it, shapes, parameters, multiply-accumulates</description></listheader>");
        foreach (var (layer, _) in plan.LayerOutputs)
            writer.Line($"/// <item><term>{layer.Path}</term><description>{Layer(layer)}</description></item>");
        writer.Line($"/// <item><term>In all</term><description>{spec.Input} -> {network.Output}, {Count(network.ParameterCount, "parameter")}, {Count(network.Macs, "MAC")}</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }

    /// <summary>A shape with the names of its dimensions, for the documentation of a size.</summary>
    public static string Shape(Shape shape) =>
        shape.IsImage ? $"{shape}: channels, rows, columns" : shape.IsSequence ? $"{shape}: steps, features" : $"{shape}";

    /// <summary>What one target is, by the loss.</summary>
    public static string Target(ResolvedNetwork network) =>
        network.Spec.Loss switch
        {
            Loss.CrossEntropy => $"the number of its class, from 0 to {Number(network.Output[0] - 1)}",
            Loss.BinaryCrossEntropy => "0 or 1 for each output",
            Loss.Hinge => "-1 or 1 for each output",
            _ => "a value for each output",
        };

    private static string Layer(ResolvedLayer layer)
    {
        var parameters = layer.Parameters.Where(p => p.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale).Sum(p => p.Length);
        var tie = layer.TieOwner is { } owner ? $", the weight of {owner.Path}" : "";
        return $"{Escaped(Written(layer))}, {layer.Input} -> {layer.Output}, {Count(parameters, "parameter")}{tie}, {Count(layer.Macs, "MAC")}";
    }

    // Layers inside one have rows of their own; a list of a mean for each of many features says nothing to a reader.
    private static string Written(ResolvedLayer layer)
    {
        var text = SpecWriter.Write(layer.Layer);
        return layer.Branches.Count > 0 || text.Length > Longest ? layer.Layer.Kind.Keyword : text;
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static string Count(long value, string unit) => $"{Number(value)} {unit}{(value == 1 ? "" : "s")}";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
