using System.Buffers;

namespace NetSpec.Runtime;

/// <summary>Common ways to read a source.</summary>
public static class DataSourceExtensions
{
    private const int BlockSamples = 1024;

    /// <summary>Reads neighbouring samples.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="start">First sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <param name="inputs">count * InputSize values.</param>
    /// <param name="targets">count * TargetSize values; empty: not wanted.</param>
    /// <exception cref="InputException">A value cannot be read or is not finite.</exception>
    public static void ReadRange(this IDataSource source, long start, int count, Span<float> inputs, Span<float> targets)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var indices = ArrayPool<long>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
            indices[i] = start + i;
        source.Read(indices.AsSpan(0, count), inputs, targets);
        ArrayPool<long>.Shared.Return(indices);
    }

    /// <summary>Reads every sample into memory.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="cancellation">Stops between blocks.</param>
    /// <returns>Count * InputSize and Count * TargetSize values.</returns>
    /// <exception cref="InputException">They do not fit one array, or a value cannot be read or is not finite.</exception>
    public static (float[] Inputs, float[] Targets) ReadAll(this IDataSource source, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Count > Array.MaxLength / Math.Max(source.InputSize, source.TargetSize))
            throw new InputException(
                $"{source.Count} samples of {source.InputSize} values are more than one array holds ({Array.MaxLength} values).");
        var inputs = new float[source.Count * source.InputSize];
        var targets = new float[source.Count * source.TargetSize];
        for (var start = 0; start < source.Count; start += BlockSamples)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(BlockSamples, source.Count - start);
            source.ReadRange(start, count,
                inputs.AsSpan(start * source.InputSize, count * source.InputSize),
                targets.AsSpan(start * source.TargetSize, count * source.TargetSize));
        }
        return (inputs, targets);
    }
}
