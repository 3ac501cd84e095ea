namespace NetSpec.Spec.Frozen;

/// <summary>Weights as text, which a build makes constant data of, with samples to check them by.</summary>
/// <param name="Class">Name of the network's class; with its namespace where the spec states one.</param>
/// <param name="Tolerance">Largest distance from <paramref name="Outputs"/> that passes, relative to the largest of them.</param>
/// <param name="Tensors">Every parameter, by name.</param>
/// <param name="Inputs">Golden inputs, [samples, values].</param>
/// <param name="Outputs">What the network gave for them, [samples, values].</param>
public sealed record FrozenModel(string Class, double Tolerance, EquatableArray<FrozenTensor> Tensors, FrozenTensor Inputs, FrozenTensor Outputs)
{
    /// <summary>Ending of the files.</summary>
    public const string Extension = ".weights.txt";
}

/// <summary>Values as text.</summary>
/// <param name="Name">For example <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="Text">The little-endian float32 values in base64, in lines that end in a line feed.</param>
public sealed record FrozenTensor(string Name, EquatableArray<int> Shape, string Text);
