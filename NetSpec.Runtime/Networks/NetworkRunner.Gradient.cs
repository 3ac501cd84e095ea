namespace NetSpec.Runtime;

/// <content>
/// Gradients: a call is cut into slices of a fixed number of samples, whatever the threads, and the slices' gradients are added in order.
/// One thread adds slice after slice in the kernels; several write partial gradients that are then added in the same order, so both give
/// the same bits. Where a layer needs the whole batch in training, slices go through stages together; see NetworkRunner.Stages.cs.
/// </content>
public sealed unsafe partial class NetworkRunner<T>
{
    // A call's slices, losses and partial gradients lie in fields, so that a step allocates nothing: one call at a time, others wait.
    private readonly Lock _calls = new();
    private readonly WorkspacePool<T> _gradient;
    private readonly Action<int> _runSlice;
    private readonly List<AlignedMemory<T>> _partials = [];
    private double[] _losses = [];
    private AlignedMemory<T>? _workspace;
    private GradientSlice<T> _call;
    private const int SlicesPerThread = 4;
    private int _callSamples, _sliceSamples, _waveStart;

    /// <summary>Mean loss and its gradient; see <see cref="INetwork{T}.Gradient"/>.</summary>
    public T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, GradientSet<T> into, scoped in GradientRequest<T> request)
    {
        var loss = Run(input, target, Memory(into), request);
        GC.KeepAlive(into);
        return loss;
    }

    private T* Memory(GradientSet<T> into)
    {
        GradientCall.RequireOwn(into, _parameters);
        return into.Memory.Pointer;
    }

    /// <summary>Mean loss alone, inference mode.</summary>
    public T Loss(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ReadOnlySpan<T> sampleWeights) =>
        Run(input, target, null, new GradientRequest<T> { SampleWeights = sampleWeights });

    private T Run(ReadOnlySpan<T> input, ReadOnlySpan<T> target, T* gradient, scoped in GradientRequest<T> request, TrainingStep<T>? step = null)
    {
        lock (_calls) return RunAlone(input, target, gradient, request, step);
    }

    private T RunAlone(ReadOnlySpan<T> input, ReadOnlySpan<T> target, T* gradient, scoped in GradientRequest<T> request, TrainingStep<T>? step)
    {
        step?.Reset();
        var targetSize = request.SoftTargets ? _outputSize : _targetSize;
        var (samples, total) = GradientCall.Check(input, target, request, _inputSize, _outputSize, targetSize);
        if (total == 0)
        {
            if (gradient != null) new Span<T>(gradient, checked((int)_parameters.Memory.Length)).Clear();
            request.InputGradient.Clear();
            if (!request.Outputs.IsEmpty) Forward(input, request.Outputs);
            step?.Take(gradient, 0);
            return T.Zero;
        }
        GradientCall.RequireClasses(_info.Loss, request.SoftTargets, target, _outputSize);

        var isWhole = request.Training && _layout.WholeBatch is not null;
        if (isWhole) GradientCall.RequireBatch(_layout.WholeBatch!.Layer, _layout.WholeBatch.RowsPerSample, samples);
        EnsureForwardCopies();
        if (gradient != null) EnsureBackwardCopies(ofInput: !request.InputGradient.IsEmpty);
        fixed (T* x = input, t = target, w = request.SampleWeights, dx = request.InputGradient, y = request.Outputs)
        {
            var call = new GradientSlice<T>
            {
                Forward = new() { Input = x, Output = y, Parameters = _parameters.Memory.Pointer, Packed = _packed.Pointer },
                Target = t,
                SampleWeights = w,
                Gradient = gradient,
                InputGradient = dx,
                Training = request.Training,
                SoftTargets = request.SoftTargets,
                Scale = T.CreateChecked(GradientCall.Scale(_info.Loss, total, _outputSize)),
                Seed = request.Seed,
            };
            _callSamples = samples;
            _sliceSamples = _layout.GradientSliceSamples;
            var slices = (samples + _sliceSamples - 1) / _sliceSamples;
            var worthwhile = Worthwhile(Threads.Of(request.Threads), 3 * samples * _info.Macs);
            var threads = Math.Min(worthwhile, slices);
            var loss = isWhole ? RunStages(call, slices, threads)
                : _layout.GradientPieces > 0 ? Gather(call, slices, worthwhile, step)
                : RunSlices(ref call, slices, threads, step);
            // Running statistics are among the parameters.
            if (isWhole) _parameters.MarkChanged();
            if (step is not null) Finish(step, gradient, loss);
            GC.KeepAlive(this);
            return T.CreateChecked(loss);
        }
    }

    private double RunSlices(ref GradientSlice<T> call, int slices, int threads, TrainingStep<T>? step)
    {
        if (_losses.Length < slices) _losses = new double[slices];
        // A shared weight is added to twice by each slice, so that its sum is the same on several threads only where slices stand apart.
        if (threads > 1 || (slices > 1 && _layout.SharesWeights))
        {
            if (_workspace is { } own) _gradient.Return(own);
            _workspace = null;
            var wave = SlicesPerThread * Math.Max(1, threads);
            _call = call;
            for (_waveStart = 0; _waveStart < slices; _waveStart += wave) RunWave(Math.Min(wave, slices - _waveStart), threads);
            _call = default;
        }
        else
        {
            RunInOrder(ref call, slices, step);
        }
        return TotalLoss(slices);
    }

    // One workspace stays with whoever holds the lock, and the call moves on in place: an atomic instruction waits for all stores before it,
    // and a copy for the fields that have only just been written. A small network's step would take a thirtieth longer.
    private void RunInOrder(ref GradientSlice<T> call, int slices, TrainingStep<T>? step)
    {
        call.Forward.Workspace = (_workspace ??= _gradient.Rent()).Pointer;
        for (var i = 0; i < slices; i++)
        {
            if (i > 0) Advance(ref call, _sliceSamples);
            call.Forward.Samples = (int)Math.Min(_sliceSamples, _callSamples - call.FirstSample);
            call.Accumulate = i > 0;
            if (i == slices - 1 && step is not null) UpdateInBackward(ref call, step, slices);
            _losses[i] = _kernels.Gradient(call);
        }
    }

    private double TotalLoss(int slices)
    {
        var loss = 0.0;
        for (var i = 0; i < slices; i++) loss += _losses[i];
        return loss;
    }

    // Waves bound the memory of partial gradients by the threads, not by the samples; adding in order keeps the bits.
    private void RunWave(int slices, int threads)
    {
        EnsurePartials(slices);
        WorkerTeam.Run(_runSlice, slices, threads);
        for (var i = 0; i < slices && _call.Gradient != null; i++)
        {
            if (_waveStart + i > 0) PartialSums.Add(_partials[i].Pointer, _call.Gradient, _parameters.Memory.Length);
        }
    }

    private void EnsurePartials(int slices)
    {
        while (_call.Gradient != null && _partials.Count < slices) _partials.Add(new AlignedMemory<T>(_parameters.Memory.Length));
    }

    private void RunSlice(int indexInWave)
    {
        var index = _waveStart + indexInWave;
        RunSlice(_call, index, accumulate: false, index == 0 || _call.Gradient == null ? _call.Gradient : _partials[indexInWave].Pointer);
    }

    private void RunSlice(in GradientSlice<T> call, int index, bool accumulate, T* gradient)
    {
        var workspace = _gradient.Rent();
        _losses[index] = _kernels.Gradient(MakeSlice(call, index, workspace, accumulate, gradient));
        _gradient.Return(workspace);
    }

    private GradientSlice<T> MakeSlice(in GradientSlice<T> call, int index, AlignedMemory<T> workspace, bool accumulate, T* gradient)
    {
        var slice = call;
        Advance(ref slice, (long)index * _sliceSamples);
        slice.Forward.Workspace = workspace.Pointer;
        slice.Forward.Samples = (int)Math.Min(_sliceSamples, _callSamples - slice.FirstSample);
        slice.Gradient = gradient;
        slice.Accumulate = accumulate;
        return slice;
    }

    private void Advance(ref GradientSlice<T> slice, long samples)
    {
        slice.FirstSample += samples;
        slice.Forward.Input += samples * _inputSize;
        slice.Target += samples * (slice.SoftTargets ? _outputSize : _targetSize);
        if (slice.Forward.Output != null) slice.Forward.Output += samples * _outputSize;
        if (slice.SampleWeights != null) slice.SampleWeights += samples;
        if (slice.InputGradient != null) slice.InputGradient += samples * _inputSize;
    }

    private void EnsureBackwardCopies(bool ofInput)
    {
        var version = _parameters.Version;
        if ((ofInput ? _inputVersion : _backwardVersion) == version) return;
        _kernels.RefreshBackward(_parameters.Memory.Pointer, _packed.Pointer, ofInput);
        _backwardVersion = version;
        if (ofInput) _inputVersion = version;
    }
}
