using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Something that happens to a value: a node of the network that is being made. Compared by reference.</summary>
/// <param name="origin">The node of the model that it came from, for messages.</param>
internal abstract class Step(string origin)
{
    /// <summary>The node of the model that it came from, for messages.</summary>
    public string Origin { get; } = origin;

    /// <summary>What it reads.</summary>
    public abstract ImmutableArray<Step> Inputs { get; }
}

/// <summary>Where the network begins.</summary>
internal sealed class InputStep() : Step("the input")
{
    public override ImmutableArray<Step> Inputs => [];
}

/// <summary>A step that reads one value.</summary>
internal abstract class UnaryStep(string origin, Edge input) : Step(origin)
{
    public Edge Input { get; } = input;

    public override ImmutableArray<Step> Inputs => [Input.From];
}

/// <summary>A layer of the language.</summary>
internal sealed class LayerStep(string origin, Edge input, Layer layer, ImmutableArray<Weight> weights = default) : UnaryStep(origin, input)
{
    public Layer Layer { get; } = layer;

    /// <summary>Its parameters, by their names in the layer.</summary>
    public ImmutableArray<Weight> Weights { get; } = weights.IsDefault ? [] : weights;

    /// <summary>A name that the model's own names suggest; null: none.</summary>
    public string? NameHint { get; init; }

    /// <summary>The same step with another layer and weights.</summary>
    public LayerStep With(Layer layer, ImmutableArray<Weight>? weights = null) => new(Origin, Input, layer, weights ?? Weights) { NameHint = NameHint };
}

/// <summary>Each unit times a number plus a number: a normalize, or part of a neighbour.</summary>
internal sealed class AffineStep(string origin, Edge input, Affine affine) : UnaryStep(origin, input)
{
    public Affine Affine { get; } = affine;
}

/// <summary>Zeros around an image or a sequence: part of the convolution behind it.</summary>
internal sealed class PadStep(string origin, Edge input, ImmutableArray<SidePadding> sides) : UnaryStep(origin, input)
{
    /// <summary>Of each spatial axis.</summary>
    public ImmutableArray<SidePadding> Sides { get; } = sides;
}

/// <summary>The last step of a sequence: part of the recurrent layer before it.</summary>
internal sealed class LastStep(string origin, Edge input) : UnaryStep(origin, input);

/// <summary>A sum of two values, or units of several beside one another.</summary>
internal sealed class JoinStep(string origin, ImmutableArray<Step> inputs, bool isSum) : Step(origin)
{
    public override ImmutableArray<Step> Inputs => inputs;

    public bool IsSum { get; } = isSum;

    public ActivationSpec? Activation { get; init; }

    public JoinStep With(ActivationSpec activation) => new(Origin, Inputs, IsSum) { Activation = activation };
}

/// <summary>Reads a step.</summary>
/// <param name="From">The step.</param>
/// <param name="IsSole">Whether nobody else reads it, so that it may change.</param>
internal readonly record struct Edge(Step From, bool IsSole);

/// <summary>A parameter, made when it is written.</summary>
internal sealed record Weight(string Name, Func<Tensor> Make);

/// <summary>Zeros before and behind an axis.</summary>
internal readonly record struct SidePadding(int Before, int After);
