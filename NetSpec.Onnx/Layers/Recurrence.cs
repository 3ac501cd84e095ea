using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>
/// What <c>rnn</c>, <c>gru</c> and <c>lstm</c> have in common: one operator over [time, batch, features], whose weights have an axis for the
/// direction and gates in an order of their own. They are stored in that form, not turned by nodes, since some runtimes take constants only.
/// </summary>
/// <param name="keyword">The kind's key in a spec.</param>
/// <param name="operation">The operator.</param>
/// <param name="gates">For each gate in the operator's order, its place in PyTorch's.</param>
/// <param name="order">The operator's order, for a reader of the model.</param>
internal abstract class RecurrentExport<TLayer>(string keyword, string operation, int[] gates, string order) : LayerExport<TLayer>
    where TLayer : Recurrent
{
    private const int EveryState = 0, LastState = 1;

    public override string Keyword { get; } = keyword;

    /// <summary>Attributes beside the number of units.</summary>
    protected virtual Schema.Attribute[] Attributes => [];

    protected override string Add(ResolvedLayer place, TLayer layer, string input, GraphBuilder graph)
    {
        var path = place.Path;
        var steps = graph.Add("Transpose", path, [input], Turn());
        string[] inputs = [steps, Weight(place, "weight_ih", graph), Weight(place, "weight_hh", graph), Bias(place, layer, graph)];
        Schema.Attribute[] attributes = [Onnx.Attributes.Whole("hidden_size", layer.Units), .. Attributes];
        if (layer.Return == RecurrentReturn.Last)
            return graph.Add("Squeeze", path, [graph.AddAt(LastState, operation, path, inputs, attributes), graph.Axis(0)]);
        // [time, directions, batch, units]
        var states = graph.AddAt(EveryState, operation, path, inputs, attributes);
        return graph.Add("Transpose", path, [graph.Add("Squeeze", path, [states, graph.Axis(1)])], Turn());
    }

    // Time and batch change places; its own inverse.
    private static Schema.Attribute Turn() => Onnx.Attributes.Wholes("perm", 1, 0, 2);

    private string Weight(ResolvedLayer place, string name, GraphBuilder graph)
    {
        var parameter = place.Parameters.First(p => p.Name == $"{place.Path}.{name}");
        return graph.Store(parameter.Name, Reorder(graph.Values(parameter.Name)), [1, .. parameter.Shape], $"Axes: direction, units ({order}), inputs.");
    }

    private string Bias(ResolvedLayer place, TLayer layer, GraphBuilder graph)
    {
        var (ih, hh) = (place.Path + ".bias_ih", place.Path + ".bias_hh");
        float[] both = [.. Reorder(graph.Values(ih)), .. Reorder(graph.Values(hh))];
        return graph.Store(place.Path + ".bias", both, [1, 2 * gates.Length * layer.Units], $"bias_ih, then bias_hh, each in the order {order}.");
    }

    private float[] Reorder(float[] values)
    {
        var block = values.Length / gates.Length;
        return [.. gates.SelectMany(gate => values.AsSpan(gate * block, block).ToArray())];
    }
}
