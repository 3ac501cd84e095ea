namespace NetSpec.Cli.Networks;

/// <summary>Cuts samples into batches between which work can be stopped.</summary>
internal static class Batches
{
    private const int Size = 4096;

    public static IEnumerable<SampleRange> Of(int samples, CancellationToken cancellation)
    {
        for (var start = 0; start < samples; start += Size)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new(start, Math.Min(Size, samples - start));
        }
    }
}

/// <summary>Neighbouring samples.</summary>
internal readonly record struct SampleRange(int Start, int Count)
{
    /// <summary>Their values, so many a sample.</summary>
    public Span<float> Of(float[] values, int width) => values.AsSpan(Start * width, Count * width);
}
