namespace NetSpec.Runtime;

/// <summary>
/// What the generated classes of networks on a device (a GPU) share: the checks, messages and sums of <see cref="INetwork{T}"/>, cut into
/// runs of as many samples as the device is given room for. It knows nothing of the device itself: a generated class fills in how memory is
/// copied and kernels are started. One call at a time; other threads wait.
/// </summary>
public abstract partial class DeviceNetwork : INetwork, IDisposable
{
    private readonly Lock _gate = new();
    private readonly int _inputSize, _outputSize, _targetSize;
    private long _uploaded;
    private bool _isAhead;

    /// <summary>Joins a device's kernels and parameters.</summary>
    /// <param name="info">The network.</param>
    /// <param name="layout">What its kernels need.</param>
    /// <param name="parameters">Parameters of a network of the same class to share; null: new ones, zero.</param>
    /// <exception cref="InputException">The parameters are another network's.</exception>
    protected DeviceNetwork(NetworkInfo info, DeviceLayout layout, ParameterSet<float>? parameters)
    {
        if (parameters is not null && parameters.Info.SpecHash != info.SpecHash)
            throw new InputException($"The parameters belong to {parameters.Info.Name}, not to {info.Name}.");
        (Info, Layout, Parameters) = (info, layout, parameters ?? new ParameterSet<float>(info));
        (_inputSize, _outputSize, _targetSize) = (info.InputSize, info.OutputSize, info.TargetSize);
    }

    /// <inheritdoc/>
    public NetworkInfo Info { get; }

    /// <summary>The parameters in the computer's memory. After steps on the device, <see cref="Download"/> brings them up to date.</summary>
    public ParameterSet<float> Parameters { get; }

    /// <summary>Whether <see cref="Dispose()"/> was called: its memory on the device is free, and it runs no more.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>What the kernels need.</summary>
    protected DeviceLayout Layout { get; }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        var samples = Lengths.Samples(input.Length, _inputSize, nameof(input));
        Lengths.Require(output.Length, samples, _outputSize, nameof(output));
        if (samples == 0) return;
        lock (_gate)
        {
            Upload();
            // Two slots: while one computes, the other's samples are copied.
            var runs = (samples + Layout.ForwardSamples - 1) / Layout.ForwardSamples;
            for (var run = 0; run < runs + 2; run++)
            {
                if (run >= 2) FinishForward(run % 2, Part(output, run - 2, Layout.ForwardSamples, _outputSize));
                if (run < runs) StartForward(run % 2, Part(input, run, Layout.ForwardSamples, _inputSize));
            }
        }
    }

    /// <summary>Copies the device's parameters back, if steps were taken there since the last copy.</summary>
    public void Download()
    {
        lock (_gate)
        {
            if (!_isAhead) return;
            ReadParameters(Parameters.Memory.Span);
            Parameters.MarkChanged();
            (_uploaded, _isAhead) = (Parameters.Version, false);
            GC.KeepAlive(Parameters);
        }
    }

    /// <summary>Frees the device's memory; the accelerator is the caller's.</summary>
    public void Dispose()
    {
        IsDisposed = true;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings the device's parameters up to date where the computer's have changed since the last copy; those then replace steps taken on the device.</summary>
    protected void Upload()
    {
        if (_uploaded == Parameters.Version) return;
        var version = Parameters.Version;
        WriteParameters(Parameters.Memory.Span);
        (_uploaded, _isAhead) = (version, false);
        DeviceVersion++;
        GC.KeepAlive(Parameters);
    }

    /// <summary>Counts changes of the device's parameters.</summary>
    protected long DeviceVersion { get; private set; }

    /// <summary>Says that kernels have changed the device's parameters.</summary>
    protected void MarkAhead()
    {
        _isAhead = true;
        DeviceVersion++;
    }

    /// <summary>Copies samples to a slot and starts inference there.</summary>
    protected abstract void StartForward(int slot, ReadOnlySpan<float> input);

    /// <summary>Waits for a slot and takes its outputs.</summary>
    protected abstract void FinishForward(int slot, Span<float> output);

    /// <summary>Copies parameters to the device, in the kernels' layout.</summary>
    protected abstract void WriteParameters(ReadOnlySpan<float> parameters);

    /// <summary>Copies parameters from the device.</summary>
    protected abstract void ReadParameters(Span<float> parameters);

    /// <summary>Frees the device's memory.</summary>
    protected abstract void Dispose(bool disposing);

    private static ReadOnlySpan<float> Part(ReadOnlySpan<float> values, int run, int samples, int size) =>
        values.Slice(run * samples * size, Math.Min(samples * size, values.Length - (run * samples * size)));

    private static Span<float> Part(Span<float> values, int run, int samples, int size) =>
        values.Slice(run * samples * size, Math.Min(samples * size, values.Length - (run * samples * size)));
}
