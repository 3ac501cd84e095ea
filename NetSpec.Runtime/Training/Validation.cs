namespace NetSpec.Runtime;

/// <summary>Loss and accuracy of data that is not learnt from.</summary>
internal sealed class Validation : IDisposable
{
    private readonly INetwork _network;
    private readonly IDataSource _data;
    private readonly BatchBuffers _buffers;
    private readonly long[] _indices;
    private readonly bool _hasClasses;

    public Validation(INetwork network, IDataSource data, int batch)
    {
        (_network, _data) = (network, data);
        _indices = new long[(int)Math.Min(Math.Max(batch, 256), data.Count)];
        _buffers = new(network.Info, _indices.Length);
        _hasClasses = LossRules.Of(network.Info.Loss).Classes(network.Info) > 0;
    }

    /// <summary>Measures all samples in their order, without class weights; null where it was cancelled.</summary>
    public Measured? Measure(CancellationToken cancellation)
    {
        var (lossSum, right) = (0.0, 0.0);
        for (var start = 0L; start < _data.Count; start += _indices.Length)
        {
            if (cancellation.IsCancellationRequested) return null;
            var indices = _indices.AsSpan(0, (int)Math.Min(_indices.Length, _data.Count - start));
            for (var i = 0; i < indices.Length; i++)
                indices[i] = start + i;
            _buffers.Fill(_data, indices);
            lossSum += (double)_network.Loss(_buffers.Inputs, _buffers.Targets) * indices.Length;
            if (!_hasClasses) continue;
            _network.Forward(_buffers.Inputs, _buffers.Outputs);
            right += _buffers.CountRight();
        }
        return new(lossSum / _data.Count, _hasClasses ? right / _data.Count : null);
    }

    public void Dispose() => _buffers.Dispose();
}

/// <summary>A mean loss and, where there are classes, the share of right answers.</summary>
internal readonly record struct Measured(double Loss, double? Accuracy);
