namespace NetSpec.Runtime;

/// <content>Inference. Rows of a batch do not know of one another, so that threads may share them out in any way.</content>
public sealed unsafe partial class NetworkRunner<T>
{
    // Below this a piece takes some 10 us, and handing it over costs a tenth of that.
    private const long LeastMacs = 500_000;

    // Tiles are 12, 6, 4, 3 or one row high, and a row alone adds its products in another order: cut at multiples of twelve samples, or of
    // sixteen where blocks have samples in lanes, a batch leaves the same samples over on any number of threads. The planner's slices are
    // such multiples, or smaller than that.
    private readonly int _cut;

    private readonly WorkspacePool<T> _forward;
    private readonly Action<int> _runPiece;
    private ForwardCall _forwardCall;

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
        var piece = Math.Min(_layout.SliceSamples, Cut((samples + threads - 1) / threads));
        // Whoever has the team is the only one, so that one place holds its call. What is one piece, as a sample alone, stays on this thread.
        if (threads <= 1 || samples <= piece || !WorkerTeam.TryTake())
        {
            ForwardPart(input, output, samples);
            return;
        }
        _forwardCall = new ForwardCall { Input = input, Output = output, Samples = samples, Piece = piece };
        WorkerTeam.RunTaken(_runPiece, (samples + piece - 1) / piece, threads);
    }

    private static int Worthwhile(int threads, long macs) => (int)Math.Min(threads, Math.Max(1, macs / LeastMacs));

    private int Cut(int samples) => (samples + _cut - 1) / _cut * _cut;

    private void RunPiece(int index)
    {
        var call = _forwardCall;
        int start = Start(index, call.Piece, call.Samples), end = Start(index + 1, call.Piece, call.Samples);
        ForwardPart(call.Input + ((nint)start * _inputSize), call.Output + ((nint)start * _outputSize), end - start);
    }

    private void ForwardPart(T* input, T* output, int samples)
    {
        var workspace = _forward.Rent();
        for (int index = 0, start = 0, end; start < samples; index++, start = end)
        {
            end = Start(index + 1, _layout.SliceSamples, samples);
            var slice = MakeSlice(input, start, end, workspace);
            slice.Output = output + ((nint)start * _outputSize);
            _kernels.Forward(slice);
        }
        _forward.Return(workspace);
    }

    // Where a part of so many samples begins. Some layers compute one sample in a form of its own: which sample is alone must not depend on
    // the threads, and is none of a batch where slices are large enough to avoid it: the last part takes a tile from the one before.
    private int Start(int index, int size, int samples)
    {
        var start = (int)Math.Min((long)index * size, samples);
        return index > 0 && samples - start == 1 && _layout.SliceSamples >= 2 * _cut ? start - _cut : start;
    }

    private struct ForwardCall
    {
        public T* Input, Output;
        public int Samples, Piece;
    }
}
