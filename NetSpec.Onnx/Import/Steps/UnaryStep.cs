using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>A step that reads one value.</summary>
internal abstract class UnaryStep(string origin, Edge input) : Step(origin)
{
    public Edge Input { get; } = input;

    public override ImmutableArray<Step> Inputs => [Input.From];
}
