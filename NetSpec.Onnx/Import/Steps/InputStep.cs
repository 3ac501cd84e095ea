using System.Collections.Immutable;

namespace NetSpec.Onnx.Import;

/// <summary>Where the network begins.</summary>
internal sealed class InputStep() : Step("the input")
{
    public override ImmutableArray<Step> Inputs => [];

    public override Placed Place() => throw new InvalidOperationException("The input is no layer.");
}
