namespace NetSpec.Onnx.Import;

/// <summary>Zeros before and behind an axis.</summary>
internal readonly record struct SidePadding(int Before, int After);
