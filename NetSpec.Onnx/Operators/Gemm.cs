using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>alpha * A' B' + beta * C: a dense layer.</summary>
internal sealed class Gemm : SingleOperator
{
    public override string Type => "Gemm";

    public override int LeastInputs => 2;

    public override ImmutableArray<string> Attributes => ["alpha", "beta", "transA", "transB", "broadcast"];

    protected override ImportValue Apply(NodeCall call)
    {
        var (input, matrix) = (call.Signal(0), call.Real(1, "matrix B"));
        if (input.Layout.Rank != 2) throw new Refusal($"it reads a value of {input.Layout}, which is no matrix");
        if (call.Attributes.Whole("transA", 0) != 0) input = input with { Layout = input.Layout.Transpose(null) };
        var output = DenseLayers.Make(
            call, input, matrix, call.Attributes.Whole("transB", 0) != 0, call.Attributes.Number("alpha", 1), call.HintOf(1));
        var beta = call.Attributes.Number("beta", 1);
        if (beta == 0 || call.Optional(2, "summand C") is not { } summand) return output;
        return Affines.Apply(call, output, summand, numbers => new Affine([1], [.. numbers.Select(n => n * beta)]));
    }
}
