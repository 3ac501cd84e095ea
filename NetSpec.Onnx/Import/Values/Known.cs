using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>Numbers that are known.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="OfBatch">Whether they were computed from a free batch size, for which a stand-in was put: good for shapes, never for weights.</param>
/// <param name="Name">The initializer's name; null for computed ones.</param>
internal sealed record Known(Tensor Tensor, bool OfBatch = false, string? Name = null) : ImportValue;
