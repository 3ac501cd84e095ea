using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary><c>avgpool</c>: AveragePool.</summary>
internal sealed class AvgPoolExport() : PoolExport<AvgPool>(AvgPoolKind.Instance.Keyword, "AveragePool");
