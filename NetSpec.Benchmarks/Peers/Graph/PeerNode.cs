namespace NetSpec.Benchmarks.Peers;

/// <summary>One operation of a network, in terms that every framework has; named as ONNX names it where ONNX has it.</summary>
/// <param name="Op">Gemm, Conv, BatchNormalization, MaxPool, AveragePool, GlobalAveragePool, Flatten, Affine, Add, Lstm, Relu, Sigmoid, Tanh.</param>
/// <param name="Inputs">Values it reads.</param>
/// <param name="Output">Value it makes.</param>
/// <param name="Parameters">Names of parameters or constants, in the operation's order; weight before bias.</param>
/// <param name="Attributes">Its numbers: int, int[] or double.</param>
internal sealed record PeerNode(
    string Op,
    IReadOnlyList<string> Inputs,
    string Output,
    IReadOnlyList<string> Parameters,
    IReadOnlyDictionary<string, object> Attributes)
{
    /// <summary>Whole numbers, one for each dimension.</summary>
    public int[] Numbers(string name) => (int[])Attributes[name];

    /// <summary>One whole number.</summary>
    public int Number(string name) => (int)Attributes[name];

    /// <summary>One number.</summary>
    public double Real(string name) => (double)Attributes[name];
}
