using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>maxpool</c>: MaxPool.</summary>
internal sealed class MaxPoolExport() : PoolExport<MaxPool>(MaxPoolKind.Instance.Keyword, "MaxPool");
