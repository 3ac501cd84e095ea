namespace NetSpec.Onnx.Import;

/// <summary>Reads a step.</summary>
/// <param name="From">The step.</param>
/// <param name="IsSole">Whether nobody else reads it, so that it may change.</param>
internal readonly record struct Edge(Step From, bool IsSole);
