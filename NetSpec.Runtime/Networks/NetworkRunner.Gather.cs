namespace NetSpec.Runtime;

/// <content>
/// Gradients of networks whose parameters all belong to multiplications in a chain: first every slice computes what flows back, then pieces
/// of the parameters' gradient are added up over the slices, in order, and changed by a training step at once. Threads share the slices,
/// then the pieces. Every value is computed by one thread in one order, so that the bits do not depend on threads; no slice has a gradient
/// of its own, and a step's gradient is in memory a chunk at a time.
/// </content>
public sealed unsafe partial class NetworkRunner<T>
{
    // Values of the workspaces of one thread's slices in a wave, 16 MB of floats: where a slice takes more, a wave has one a thread.
    private const long WaveValues = 4L << 20;

    private readonly Action<int> _runDeltas, _gatherPiece;
    private readonly List<AlignedMemory<T>> _waveWorkspaces = [];
    private Slice<T>[] _wave = [];
    private int _waveSlices;
    private TrainingStep<T>? _waveStep;

    private double Gather(in GradientSlice<T> call, int slices, int threads, TrainingStep<T>? step)
    {
        _call = call;
        if (_losses.Length < slices) _losses = new double[slices];
        // Waves bound the memory of workspaces by the threads, not by the samples.
        var most = (int)Math.Min(slices, threads * Math.Clamp(WaveValues / _layout.GradientWorkspace, 1L, SlicesPerThread));
        if (_wave.Length < most) _wave = new Slice<T>[most];
        while (_waveWorkspaces.Count < most) _waveWorkspaces.Add(new AlignedMemory<T>(_layout.GradientWorkspace));
        try
        {
            for (_waveStart = 0; _waveStart < slices; _waveStart += most)
            {
                _waveSlices = Math.Min(most, slices - _waveStart);
                WorkerTeam.Run(_runDeltas, _waveSlices, threads);
                if (call.Gradient == null) continue;
                if (_waveStart + most >= slices && step is not null)
                {
                    if (!step.Begin(TotalLoss(slices))) break;
                    _waveStep = step;
                }
                WorkerTeam.Run(_gatherPiece, _layout.GradientPieces, threads);
            }
        }
        finally
        {
            // Neither the caller's memory nor a step outlives the call.
            _call = default;
            _waveStep = null;
        }
        return TotalLoss(slices);
    }

    private void RunDeltas(int indexInWave)
    {
        var index = _waveStart + indexInWave;
        var slice = MakeSlice(_call, index, _waveWorkspaces[indexInWave], accumulate: false, _call.Gradient);
        _losses[index] = _kernels.Gradient(slice);
        _wave[indexInWave] = slice.Forward;
    }

    private void GatherPiece(int piece) => _kernels.GatherGradient(
        new GradientWave<T>
        {
            Slices = _wave.AsSpan(0, _waveSlices),
            Parameters = _call.Forward.Parameters,
            Packed = _call.Forward.Packed,
            Gradient = _call.Gradient,
            Adds = _waveStart > 0,
            Training = _call.Training,
            Update = _waveStep,
        },
        piece);
}
