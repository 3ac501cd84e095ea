using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Samples without targets.</summary>
internal sealed class UnlabelledSource(float[] inputs, int inputSize) : IDataSource
{
    public long Count => inputs.Length / inputSize;

    public int InputSize => inputSize;

    public int TargetSize => 0;

    public void Read(ReadOnlySpan<long> indices, Span<float> into, Span<float> targets)
    {
        for (var i = 0; i < indices.Length; i++)
            inputs.AsSpan((int)indices[i] * inputSize, inputSize).CopyTo(into[(i * inputSize)..]);
    }

    public void Dispose()
    {
    }
}
