using System.Buffers;

namespace NetSpec.Runtime;

/// <summary>Some samples of a source, in an order of its own.</summary>
public sealed class SubsetSource : IDataSource
{
    private readonly IDataSource _source;
    private readonly long[] _samples;
    private readonly bool _leaveOpen;

    /// <summary>Chooses samples.</summary>
    /// <param name="source">Where they are read.</param>
    /// <param name="samples">Which, each in [0, source.Count); not copied.</param>
    /// <param name="leaveOpen">Whether the source outlives this.</param>
    public SubsetSource(IDataSource source, long[] samples, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(samples);
        if (Array.Exists(samples, sample => sample < 0 || sample >= source.Count))
            throw new ArgumentOutOfRangeException(nameof(samples), $"A sample lies outside the source's {source.Count}.");
        (_source, _samples, _leaveOpen) = (source, samples, leaveOpen);
    }

    /// <inheritdoc/>
    public long Count => _samples.LongLength;

    /// <inheritdoc/>
    public int InputSize => _source.InputSize;

    /// <inheritdoc/>
    public int TargetSize => _source.TargetSize;

    /// <summary>Where a sample stands in the source.</summary>
    /// <param name="sample">Its place in this part, in [0, Count).</param>
    public long PlaceOf(long sample) => _samples[sample];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
    {
        ReadRequest.Check(this, indices, inputs, targets);
        var mapped = ArrayPool<long>.Shared.Rent(indices.Length);
        for (var i = 0; i < indices.Length; i++)
            mapped[i] = _samples[indices[i]];
        _source.Read(mapped.AsSpan(0, indices.Length), inputs, targets);
        ArrayPool<long>.Shared.Return(mapped);
    }

    /// <summary>Closes the source, unless it outlives this.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _source.Dispose();
    }
}
