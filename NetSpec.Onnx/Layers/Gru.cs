using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>gru</c>: GRU; PyTorch's gates are reset, update, new.</summary>
internal sealed class GruExport() : RecurrentExport<Gru>(GruKind.Instance.Keyword, "GRU", [1, 0, 2], "gates update, reset, new")
{
    // The reset gate after the matrix, as PyTorch has it; the operator's default is before.
    protected override Schema.Attribute[] Attributes => [Onnx.Attributes.Whole("linear_before_reset", 1)];
}
