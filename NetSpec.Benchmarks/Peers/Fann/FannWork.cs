using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>A FANN network; its training is batch descent over the samples. Its rectifier has slope 1 everywhere when it trains, so gradients are not compared.</summary>
internal sealed unsafe class FannWork : TimedWork
{
    private readonly FannLibrary _fann;
    private readonly Assignment _given;
    private readonly AlignedMemory<float> _input;
    private readonly nint _network, _data;

    public FannWork(FannLibrary fann, Assignment given, DenseChain chain)
    {
        (_fann, _given) = (fann, given);
        _input = new(given.Input.Length);
        given.Input.Span.CopyTo(_input.Span);
        fixed (uint* widths = chain.Widths.Select(w => (uint)w).ToArray())
            _network = fann.CreateStandardArray((uint)chain.Widths.Length, widths);
        fann.SetHidden(_network, FannLibrary.Rectifier);
        fann.SetOutput(_network, FannLibrary.Linear);
        fann.SetHiddenSteepness(_network, 1);
        fann.SetOutputSteepness(_network, 1);
        fann.SetTraining(_network, FannLibrary.BatchTraining);
        fann.SetError(_network, FannLibrary.PlainError);
        fann.SetLearningRate(_network, (float)Feedback.LearningRate);
        Fill(chain);
        var info = given.Network.Info;
        _data = fann.Data(given.Work.Batch, info.InputSize, info.OutputSize, given.Input.Span.ToArray(), given.Target);
    }

    public override float[]? Result => _given.Work.Kind == WorkKind.Train ? null : Forward();

    public override void Dispose()
    {
        _fann.Destroy(_network);
        _fann.DestroyData(_data);
        _input.Dispose();
    }

    protected override void Run(int calls)
    {
        var info = _given.Network.Info;
        for (var i = 0; i < calls; i++)
        {
            if (_given.Work.Kind == WorkKind.Train) _fann.TrainEpoch(_network, _data);
            else
            {
                for (var n = 0; n < _given.Work.Batch; n++)
                {
                    var output = _fann.Run(_network, _input.Pointer + (n * info.InputSize));
                    if (_given.Work.Kind == WorkKind.Chained) Feedback.Feed(_given.Input.Span, _input.Span, new(output, info.OutputSize));
                }
            }
        }
    }

    // Neurons are numbered layer by layer, each layer ending in one that is always 1.
    private void Fill(DenseChain chain)
    {
        uint first = 0;
        for (var l = 0; l < chain.Weights.Count; l++)
        {
            var (units, inputs) = (chain.Weights[l].Shape[0], chain.Weights[l].Shape[1]);
            var next = first + (uint)inputs + 1;
            for (var o = 0; o < units; o++)
            {
                for (var i = 0; i < inputs; i++) _fann.SetWeight(_network, first + (uint)i, next + (uint)o, chain.Weights[l].Values[(o * inputs) + i]);
                _fann.SetWeight(_network, first + (uint)inputs, next + (uint)o, chain.Biases[l].Values[o]);
            }
            first = next;
        }
    }

    private float[] Forward()
    {
        var info = _given.Network.Info;
        var result = new float[_given.Work.Batch * info.OutputSize];
        for (var n = 0; n < _given.Work.Batch; n++)
            new Span<float>(_fann.Run(_network, _input.Pointer + (n * info.InputSize)), info.OutputSize).CopyTo(result.AsSpan(n * info.OutputSize));
        return result;
    }
}
