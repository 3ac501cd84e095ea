using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>lstm</c>: LSTM; PyTorch's gates are input, forget, cell, output.</summary>
internal sealed class LstmExport() : RecurrentExport<Lstm>(LstmKind.Instance.Keyword, "LSTM", [0, 3, 1, 2], "gates input, output, forget, cell");
