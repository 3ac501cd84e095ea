namespace NetSpec.Runtime;

/// <summary>Samples in memory.</summary>
public sealed class MemorySource : IDataSource
{
    private readonly float[] _inputs;
    private readonly float[] _targets;

    /// <summary>Wraps values (not copied).</summary>
    /// <param name="inputs">n * inputSize values.</param>
    /// <param name="targets">n * targetSize values.</param>
    /// <param name="inputSize">Values of one sample.</param>
    /// <param name="targetSize">Values of one target.</param>
    /// <exception cref="InputException">The lengths do not give the same number of samples, or a value is not finite.</exception>
    public MemorySource(float[] inputs, float[] targets, int inputSize, int targetSize = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetSize);
        Count = inputs.Length / inputSize;
        if (inputs.Length != Count * inputSize || targets.Length != Count * targetSize)
            throw new InputException(
                $"{inputs.Length} inputs and {targets.Length} targets are not samples of {inputSize} and {targetSize} values.");
        RequireFinite(inputs, inputSize, "the inputs");
        RequireFinite(targets, targetSize, "the targets");
        (_inputs, _targets, InputSize, TargetSize) = (inputs, targets, inputSize, targetSize);
    }

    /// <inheritdoc/>
    public long Count { get; }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int TargetSize { get; }

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
    {
        ReadRequest.Check(this, indices, inputs, targets);
        for (var i = 0; i < indices.Length; i++)
            _inputs.AsSpan((int)indices[i] * InputSize, InputSize).CopyTo(inputs[(i * InputSize)..]);
        for (var i = 0; i < indices.Length && !targets.IsEmpty; i++)
            _targets.AsSpan((int)indices[i] * TargetSize, TargetSize).CopyTo(targets[(i * TargetSize)..]);
    }

    /// <summary>Nothing to free.</summary>
    public void Dispose()
    {
    }

    private static void RequireFinite(float[] values, int size, string where)
    {
        var bad = Finite.IndexOfBad(values);
        if (bad >= 0)
            throw new InputException(
                $"Sample {bad / size} of {where} holds {Finite.Text(values[bad])} at index {bad % size}, where finite numbers were expected.");
    }
}
