using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>A layer of the language.</summary>
internal sealed class LayerStep(string origin, Edge input, Layer layer, ImmutableArray<Weight> weights = default) : UnaryStep(origin, input)
{
    public Layer Layer { get; } = layer;

    /// <summary>Its parameters, by their names in the layer.</summary>
    public ImmutableArray<Weight> Weights { get; } = weights.IsDefault ? [] : weights;

    /// <summary>A name that the model's own names suggest; null: none.</summary>
    public string? NameHint { get; init; }

    public override Placed Place() => new(this, Layer, Weights, NameHint, []);

    /// <summary>The same step with a name.</summary>
    public LayerStep With(string hint) => new(Origin, Input, Layer, Weights) { NameHint = hint };

    /// <summary>The same step with another layer and weights.</summary>
    public LayerStep With(Layer layer, ImmutableArray<Weight>? weights = null) => new(Origin, Input, layer, weights ?? Weights) { NameHint = NameHint };
}
