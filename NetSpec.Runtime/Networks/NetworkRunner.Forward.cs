namespace NetSpec.Runtime;

/// <content>Inference. Rows of a batch do not know of one another, so that threads may share them out in any way.</content>
public sealed unsafe partial class NetworkRunner<T>
{
    // Below this a piece takes some 10 us, and handing it over costs a tenth of that.
    private const long LeastMacs = 500_000;

    // Kernels take rows by up to this many at a time.
    private const int RowsOfTile = 16;

    private readonly WorkspacePool<T> _forward;
    private ForwardJob? _idleJob;

    /// <summary>Inference over any number of samples.</summary>
    /// <exception cref="ArgumentException">A length is no whole number of samples, or the two disagree.</exception>
    public void Forward(ReadOnlySpan<T> input, Span<T> output)
    {
        var samples = Lengths.Samples(input.Length, _inputSize, nameof(input));
        Lengths.Require(output.Length, samples, _outputSize, nameof(output));
        if (samples == 0) return;
        EnsureForwardCopies();
        fixed (T* x = input, y = output)
        {
            if (samples == 1 && _layout.HasSingle)
                _kernels.Single(x, _parameters.Memory.Pointer, _packed.Pointer, y);
            else
                Share(x, y, samples);
            GC.KeepAlive(this);
        }
    }

    private void Share(T* input, T* output, int samples)
    {
        var threads = Worthwhile(Threads.Limit, samples * _info.Macs);
        if (threads <= 1)
        {
            ForwardPart(input, output, samples);
            return;
        }
        var job = Interlocked.Exchange(ref _idleJob, null) ?? new ForwardJob(this);
        job.Run(input, output, samples, Math.Min(_layout.SliceSamples, Tiles((samples + threads - 1) / threads)), threads);
        _idleJob = job;
    }

    private static int Worthwhile(int threads, long macs) => (int)Math.Min(threads, Math.Max(1, macs / LeastMacs));

    private static int Tiles(int samples) => (samples + RowsOfTile - 1) / RowsOfTile * RowsOfTile;

    private void ForwardPart(T* input, T* output, int samples)
    {
        var workspace = _forward.Rent();
        for (var start = 0; start < samples; start += _layout.SliceSamples)
        {
            var slice = MakeSlice(input, start, samples, workspace);
            slice.Output = output + ((nint)start * _outputSize);
            _kernels.Forward(slice);
        }
        _forward.Return(workspace);
    }

    /// <summary>The pieces of a call; kept between calls so that none allocates.</summary>
    private sealed class ForwardJob
    {
        private readonly NetworkRunner<T> _runner;
        private readonly Action<int> _run;
        private T* _input, _output;
        private int _samples, _piece;

        public ForwardJob(NetworkRunner<T> runner)
        {
            _runner = runner;
            _run = Piece;
        }

        public void Run(T* input, T* output, int samples, int piece, int threads)
        {
            _input = input;
            _output = output;
            (_samples, _piece) = (samples, piece);
            WorkerTeam.Run(_run, (samples + piece - 1) / piece, threads);
        }

        private void Piece(int index)
        {
            var start = (nint)index * _piece;
            _runner.ForwardPart(_input + (start * _runner._inputSize), _output + (start * _runner._outputSize), (int)Math.Min(_piece, _samples - start));
        }
    }
}
