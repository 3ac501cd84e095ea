using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>A value times a constant matrix: a dense layer, on a sequence step by step.</summary>
internal sealed class MatMul : SingleOperator
{
    public override string Type => "MatMul";

    public override int Since => 1;

    public override int LeastInputs => 2;

    protected override ImportValue Apply(NodeCall call)
    {
        if (call.Inputs[0] is Known) throw new Refusal("its matrix stands on the left, and the language multiplies from the right");
        var (input, matrix) = (call.Signal(0), call.Real(1, "matrix"));
        if (matrix.Shape.Count == 1) throw new Refusal("its second input is a vector");
        if (matrix.Shape.Count > 2 && matrix.Shape.Take(matrix.Shape.Count - 2).Any(d => d != 1)) throw new Refusal("it multiplies by several matrices");
        if (matrix.Shape.Count > Math.Max(2, input.Layout.Rank)) throw new Refusal($"its matrix has {matrix.Shape.Count} axes, its value {input.Layout.Rank}");
        return DenseLayers.Make(call, input, matrix, isTransposed: false, 1, call.HintOf(1));
    }
}
