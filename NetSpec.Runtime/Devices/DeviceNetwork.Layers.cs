namespace NetSpec.Runtime;

/// <content>Covariances and observers.</content>
public abstract partial class DeviceNetwork
{
    /// <inheritdoc/>
    public void AccumulateCovariance(ReadOnlySpan<float> input, CovarianceSet into)
    {
        var wanted = Wanted(path => into.Find(path) is not null);
        foreach (var index in wanted)
        {
            var (path, width) = (Layout.Buffers[index].Path, Layout.Buffers[index].Width);
            if (into[path].Units != width)
                throw new ArgumentException($"The set measures {into[path].Units} units of '{path}', but {Info.Name} has {width} there.", nameof(into));
        }
        RunLayers(input, (first, samples) =>
        {
            foreach (var index in wanted) AddMoments(index, samples, into[Layout.Buffers[index].Path]);
        });
    }

    /// <inheritdoc/>
    public unsafe void Observe(ReadOnlySpan<float> input, ILayerObserver<float> observer)
    {
        var wanted = Wanted(observer.Wants);
        RunLayers(input, (first, samples) =>
        {
            foreach (var index in wanted)
            {
                var buffer = Layout.Buffers[index];
                var rows = new float[samples * buffer.RowsPerSample * buffer.Width];
                ReadRows(index, samples, rows);
                fixed (float* p = rows)
                    observer.Observe(buffer.Path, new LayerRows<float>(p, buffer.Width, samples * buffer.RowsPerSample, buffer.Width));
            }
        });
    }

    /// <summary>Runs inference and keeps every layer's output on the device.</summary>
    protected abstract void RunLayers(ReadOnlySpan<float> input, int samples);

    /// <summary>Copies a layer's rows from the device.</summary>
    protected abstract void ReadRows(int buffer, int samples, Span<float> rows);

    /// <summary>The mean of each unit over a layer's rows.</summary>
    protected abstract void MeanOfRows(int buffer, int samples, Span<double> mean);

    /// <summary>Sums and products of a layer's rows about a shift, in float64: width values, and width x width of which the upper triangle is valid.</summary>
    protected abstract void SumProducts(int buffer, int samples, ReadOnlySpan<double> shift, Span<double> sums, Span<double> products);

    private int[] Wanted(Func<string, bool> wants) =>
        [.. Enumerable.Range(0, Layout.Buffers.Length).Where(i => wants(Layout.Buffers[i].Path))];

    private void RunLayers(ReadOnlySpan<float> input, Action<int, int> action)
    {
        var samples = Lengths.Samples(input.Length, _inputSize, nameof(input));
        lock (_gate)
        {
            if (samples > 0) Upload();
            for (var first = 0; first < samples; first += Layout.GradientSamples)
            {
                var count = Math.Min(Layout.GradientSamples, samples - first);
                RunLayers(input.Slice(first * _inputSize, count * _inputSize), count);
                action(first, count);
            }
        }
    }

    private void AddMoments(int index, int samples, Moments into)
    {
        var units = into.Units;
        if (into.Count == 0)
        {
            var mean = new double[units];
            MeanOfRows(index, samples, mean);
            // Rounded to float32, so that subtracting it is the same number in both precisions.
            for (var i = 0; i < units; i++) into.Shift.Span[i] = double.IsFinite(mean[i]) ? (float)mean[i] : 0;
        }
        var (sums, products) = (new double[units], new double[units * units]);
        SumProducts(index, samples, into.Shift.Span[..units], sums, products);
        for (var i = 0; i < units; i++)
        {
            into.Sums.Span[i] += sums[i];
            var row = into.Products.Slice((long)i * into.PaddedUnits, into.PaddedUnits);
            for (var j = i; j < units; j++) row[j] += products[(i * units) + j];
        }
        into.Count += (long)samples * Layout.Buffers[index].RowsPerSample;
    }
}
