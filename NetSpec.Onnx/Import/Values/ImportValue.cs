namespace NetSpec.Onnx.Import;

/// <summary>What a name of the model stands for.</summary>
internal abstract record ImportValue;
