namespace NetSpec.Runtime;

/// <summary>The memory of one batch, allocated once: what the network reads, and the targets that training makes of the data's.</summary>
internal sealed class BatchBuffers : IDisposable
{
    private readonly NetworkInfo _info;
    private readonly LossRules _rules;
    private readonly INetwork? _teacher;
    private readonly float[]? _classWeights;
    private readonly AlignedMemory<float> _inputs;
    private readonly AlignedMemory<float> _targets;
    private readonly AlignedMemory<float> _outputs;
    private readonly AlignedMemory<float> _weights;
    private readonly AlignedMemory<float> _mixed;
    private int _count;

    public BatchBuffers(NetworkInfo info, int batch, INetwork? teacher = null, IReadOnlyList<double>? classWeights = null)
    {
        (_info, _rules, _teacher) = (info, LossRules.Of(info.Loss), teacher);
        _classWeights = classWeights?.Select(w => (float)w).ToArray();
        _inputs = new((long)batch * info.InputSize);
        _targets = new((long)batch * info.TargetSize);
        _outputs = new((long)batch * info.OutputSize);
        _weights = new(classWeights is null ? 0 : batch);
        _mixed = new(teacher is null ? 0 : (long)batch * info.OutputSize);
    }

    public ReadOnlySpan<float> Inputs => _inputs.Slice(0, _count * _info.InputSize);

    /// <summary>What the network learns: the data's targets, or mixed with the teacher's outputs.</summary>
    public ReadOnlySpan<float> Targets => _teacher is null ? HardTargets : _mixed.Slice(0, _count * _info.OutputSize);

    public bool SoftTargets => _teacher is not null && _rules.MixesToDistribution;

    /// <summary>Empty where all weigh 1.</summary>
    public ReadOnlySpan<float> Weights => _classWeights is null ? default : _weights.Slice(0, _count);

    public Span<float> Outputs => _outputs.Slice(0, _count * _info.OutputSize);

    /// <summary>What the batch's mean loss counts for: samples, or their weights.</summary>
    public double TotalWeight { get; private set; }

    /// <summary>Reads samples, changes the images of an epoch and makes targets and weights.</summary>
    /// <exception cref="InputException">A target is none that the loss can take.</exception>
    public void Fill(IDataSource source, ReadOnlySpan<long> indices, Augmenter augmenter, int epoch)
    {
        _count = indices.Length;
        source.Read(indices, _inputs.Slice(0, _count * _info.InputSize), _targets.Slice(0, _count * _info.TargetSize));
        for (var i = 0; i < _count; i++)
            Labels.Check(_info, Target(i), indices[i]);
        augmenter.Apply(_inputs.Slice(0, _count * _info.InputSize), indices, epoch);
        Weigh();
        if (_teacher is null) return;
        // The outputs are free until the network writes its own.
        _teacher.Forward(Inputs, Outputs);
        for (var i = 0; i < _count; i++)
            _rules.Mix(Row(Outputs, i), Target(i), _mixed.Slice((long)i * _info.OutputSize, _info.OutputSize));
    }

    /// <summary>Right answers among <see cref="Outputs"/>, in samples.</summary>
    public double CountRight()
    {
        var right = 0.0;
        for (var i = 0; i < _count; i++)
            right += _rules.Right(Row(Outputs, i), Target(i));
        return right;
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _outputs.Dispose();
        _weights.Dispose();
        _mixed.Dispose();
    }

    private ReadOnlySpan<float> HardTargets => _targets.Slice(0, _count * _info.TargetSize);

    private ReadOnlySpan<float> Target(int sample) => HardTargets.Slice(sample * _info.TargetSize, _info.TargetSize);

    private ReadOnlySpan<float> Row(ReadOnlySpan<float> outputs, int sample) => outputs.Slice(sample * _info.OutputSize, _info.OutputSize);

    private void Weigh()
    {
        TotalWeight = _count;
        if (_classWeights is null) return;
        TotalWeight = 0;
        var targets = HardTargets;
        var weights = _weights.Span;
        for (var i = 0; i < _count; i++)
            TotalWeight += weights[i] = _classWeights[_rules.ClassOf(targets[i])];
    }
}
