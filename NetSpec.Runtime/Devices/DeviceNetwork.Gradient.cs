namespace NetSpec.Runtime;

/// <content>Gradients, losses and training steps.</content>
public abstract partial class DeviceNetwork
{
    private long _steps;
    private bool _hasOptimizer;

    /// <inheritdoc/>
    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> target, GradientSet<float> into, GradientRequest<float> request = default)
    {
        GradientCall.RequireOwn(into, Parameters);
        lock (_gate)
        {
            var loss = Run(input, target, request, lossOnly: false, out var isZero);
            if (isZero) into.Memory.Span.Clear();
            else ReadGradient(into.Memory.Span);
            if (request.Training && Layout.WholeBatch is not null) Download();
            GC.KeepAlive(into);
            return loss;
        }
    }

    /// <inheritdoc/>
    public float Loss(ReadOnlySpan<float> input, ReadOnlySpan<float> target, ReadOnlySpan<float> sampleWeights = default)
    {
        lock (_gate)
            return Run(input, target, new() { SampleWeights = sampleWeights }, lossOnly: true, out _);
    }

    /// <summary>Chooses the optimizer of <see cref="TrainStep"/>; its state on the device starts at zero.</summary>
    /// <exception cref="InputException">An unknown name, a number it does not use, or one out of range.</exception>
    public void UseOptimizer(OptimizerOptions options)
    {
        var resolved = options.Resolve();
        lock (_gate)
        {
            SetOptimizer(resolved);
            (_steps, _hasOptimizer) = (0, true);
        }
    }

    /// <summary>
    /// One training step whose gradient, update and state stay on the device. <see cref="Parameters"/> follow with <see cref="Download"/>. A loss
    /// that is not finite changes no weight; running statistics of batch normalisation have seen the batch by then.
    /// </summary>
    /// <param name="input">n * InputSize values.</param>
    /// <param name="target">n * TargetSize values.</param>
    /// <param name="learningRate">This step's rate.</param>
    /// <param name="request">What else is asked for, as in <see cref="Gradient"/>; set <see cref="GradientRequest{T}.Training"/> for noise and batch statistics.</param>
    /// <returns>The mean loss before the step.</returns>
    /// <exception cref="InvalidOperationException">No optimizer was chosen.</exception>
    public float TrainStep(ReadOnlySpan<float> input, ReadOnlySpan<float> target, double learningRate, GradientRequest<float> request = default)
    {
        lock (_gate)
        {
            var step = NextStep();
            var loss = Run(input, target, request, lossOnly: false, out var isZero);
            if (isZero || !float.IsFinite(loss)) return loss;
            ApplyOptimizer(step, learningRate);
            _steps = step;
            MarkAhead();
            return loss;
        }
    }

    /// <summary>Runs what a generated class offers on the device's own memory, one call at a time.</summary>
    protected void Exclusive(Action action)
    {
        lock (_gate)
        {
            Upload();
            action();
        }
    }

    /// <summary>The number of the next step, for optimizers that need it.</summary>
    protected long NextStep() => _hasOptimizer ? _steps + 1 : throw new InvalidOperationException("Choose an optimizer with UseOptimizer first.");

    /// <summary>Samples of one run of a gradient: a part of a call's, or all of them where a layer needs its whole batch.</summary>
    /// <param name="samples">The call's samples.</param>
    /// <param name="training">Training mode.</param>
    /// <exception cref="InputException">The layer's batch is too small or too large.</exception>
    protected int RunSize(int samples, bool training)
    {
        if (!training || Layout.WholeBatch is not { } whole) return Layout.GradientSamples;
        GradientCall.RequireBatch(whole.Layer, whole.RowsPerSample, samples);
        return samples <= whole.MaxSamples
            ? samples
            : throw new InputException($"'{whole.Layer}' normalises over the batch, which a device then takes at once: {samples} samples are more than the {whole.MaxSamples} that it can number the values of; take smaller batches.");
    }

    /// <summary>Takes a step with the gradient that lies on the device.</summary>
    protected void TakeStep(double learningRate)
    {
        ApplyOptimizer(NextStep(), learningRate);
        _steps++;
        MarkAhead();
    }

    /// <summary>Computes the loss of a run times its scale, and its gradient, which stays on the device.</summary>
    protected abstract double RunGradient(scoped in DeviceGradient run);

    /// <summary>Copies the gradient from the device.</summary>
    protected abstract void ReadGradient(Span<float> gradient);

    /// <summary>Makes an optimizer's state.</summary>
    protected abstract void SetOptimizer(OptimizerOptions options);

    /// <summary>Changes the device's parameters by its gradient.</summary>
    protected abstract void ApplyOptimizer(long step, double learningRate);

    private float Run(ReadOnlySpan<float> input, ReadOnlySpan<float> target, GradientRequest<float> request, bool lossOnly, out bool isZero)
    {
        var targetSize = request.SoftTargets ? _outputSize : _targetSize;
        var (samples, total) = GradientCall.Check(input, target, request, _inputSize, _outputSize, targetSize);
        isZero = total == 0;
        if (isZero)
        {
            request.InputGradient.Clear();
            if (!request.Outputs.IsEmpty) Forward(input, request.Outputs);
            return 0;
        }
        GradientCall.RequireClasses(Info.Loss, request.SoftTargets, target, _outputSize);
        Upload();

        var size = RunSize(samples, request.Training);
        var loss = 0.0;
        for (var run = 0; run * size < samples; run++)
        {
            var first = run * size;
            var count = Math.Min(size, samples - first);
            loss += RunGradient(new DeviceGradient
            {
                Input = Part(input, run, size, _inputSize),
                Target = Part(target, run, size, targetSize),
                SampleWeights = request.SampleWeights.IsEmpty ? default : request.SampleWeights.Slice(first, count),
                InputGradient = request.InputGradient.IsEmpty ? default : Part(request.InputGradient, run, size, _inputSize),
                Outputs = request.Outputs.IsEmpty ? default : Part(request.Outputs, run, size, _outputSize),
                Samples = count,
                Scale = (float)GradientCall.Scale(Info.Loss, total, _outputSize),
                Training = request.Training,
                SoftTargets = request.SoftTargets,
                Accumulate = run > 0,
                LossOnly = lossOnly,
                Seed = request.Seed,
                FirstSample = first,
            });
        }
        if (request.Training && Layout.WholeBatch is not null) MarkAhead();
        return (float)loss;
    }
}
