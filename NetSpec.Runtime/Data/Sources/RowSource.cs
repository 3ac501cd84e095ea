namespace NetSpec.Runtime;

/// <summary>
/// Samples in files whose rows have equal width: npy and IDX. Read where they are asked for, so that they may be larger than memory.
/// </summary>
/// <param name="inputs">count * inputSize values.</param>
/// <param name="targets">count * targetSize values; null where there are none.</param>
/// <param name="count">Number of samples.</param>
/// <param name="inputSize">Values of one sample.</param>
/// <param name="targetSize">Values of one target.</param>
/// <param name="scale">What inputs are divided by.</param>
internal sealed class RowSource(ValueFile inputs, ValueFile? targets, long count, int inputSize, int targetSize, float scale = 1)
    : IDataSource
{
    public long Count => count;

    public int InputSize => inputSize;

    public int TargetSize => targetSize;

    public void Read(ReadOnlySpan<long> indices, Span<float> inputRows, Span<float> targetRows)
    {
        ReadRequest.Check(this, indices, inputRows, targetRows);
        inputs.ReadRows(indices, inputSize, inputRows);
        for (var i = 0; i < inputRows.Length && scale != 1; i++)
            inputRows[i] /= scale;
        ReadRequest.RequireFinite(inputRows, inputSize, indices, $"'{inputs.Path}'");
        if (targetRows.IsEmpty || targets is null)
            return;
        targets.ReadRows(indices, targetSize, targetRows);
        ReadRequest.RequireFinite(targetRows, targetSize, indices, $"'{targets.Path}'");
    }

    public void Dispose()
    {
        inputs.Dispose();
        targets?.Dispose();
    }
}
