namespace NetSpec.Onnx.Import;

/// <summary>Names of layers, from those of a model's tensors.</summary>
internal static class LayerHints
{
    private static readonly string[] _endings = [".weight", ".bias", ".weight_ih_l0", ".weight_ih", "_weight", ".W", "_W"];

    /// <summary>The last word before <c>.weight</c> that a person wrote; null for numbers (PyTorch's Sequential) and names that a program made.</summary>
    public static string? From(string tensor)
    {
        var ending = _endings.FirstOrDefault(e => tensor.EndsWith(e, StringComparison.Ordinal));
        if (ending is null) return null;
        var word = tensor[..^ending.Length].Split('.', '/', ':')[^1];
        return word.Length is > 0 and <= 60 && char.IsAsciiLetter(word[0]) && word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? word : null;
    }
}
