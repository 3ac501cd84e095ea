using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>A parameter, made when it is written.</summary>
internal sealed record Weight(string Name, Func<Tensor> Make);
