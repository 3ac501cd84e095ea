using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>rnn</c>: RNN, whose activation is tanh unless another is named.</summary>
internal sealed class RnnExport() : RecurrentExport<Rnn>(RnnKind.Instance.Keyword, "RNN", [0], "one gate");
