namespace NetSpec.Tests.Onnx.Import;

/// <summary>A test of ONNX's own cases; skipped, and counted as skipped, where Debian's libonnx-testdata is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnnxDataFactAttribute : FactAttribute
{
    public OnnxDataFactAttribute()
    {
        if (!Directory.Exists(OnnxCase.Folder)) Skip = $"ONNX's cases are not here: install libonnx-testdata, which puts them into {OnnxCase.Folder}.";
    }
}
