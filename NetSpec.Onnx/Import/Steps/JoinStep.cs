using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>A sum of two values, or units of several beside one another.</summary>
internal sealed class JoinStep(string origin, ImmutableArray<Step> inputs, bool isSum) : Step(origin)
{
    public override ImmutableArray<Step> Inputs => inputs;

    public bool IsSum { get; } = isSum;

    public ActivationSpec? Activation { get; init; }

    public override Placed Place() => IsSum
        ? new(this, new Residual(default) { Activation = Activation }, [], null, [])
        : new(this, new Concat(default) { Activation = Activation }, [], null, []);

    public JoinStep With(ActivationSpec activation) => new(Origin, Inputs, IsSum) { Activation = activation };
}
