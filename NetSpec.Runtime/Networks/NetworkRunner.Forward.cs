namespace NetSpec.Runtime;

/// <content>Inference. Rows of a batch do not know of one another, so that threads may share them out in any way.</content>
public sealed unsafe partial class NetworkRunner<T>
{
    // Below this a piece takes some 10 us, and handing it over costs a tenth of that.
    private const long LeastMacs = 500_000;

    // Tiles are 12, 6, 4, 3 or one row high, and a row alone adds its products in another order: cut at multiples of twelve samples, a batch
    // leaves the same rows over on any number of threads. The planner's slices are such multiples, or smaller than that.
    private const int SamplesOfTiles = 12;

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
        // Whoever has the team is the only one, so that one place holds its call.
        if (threads <= 1 || !WorkerTeam.TryTake())
        {
            ForwardPart(input, output, samples);
            return;
        }
        var piece = Math.Min(_layout.SliceSamples, Tiles((samples + threads - 1) / threads));
        _forwardCall = new ForwardCall { Input = input, Output = output, Samples = samples, Piece = piece };
        WorkerTeam.RunTaken(_runPiece, (samples + piece - 1) / piece, threads);
    }

    private static int Worthwhile(int threads, long macs) => (int)Math.Min(threads, Math.Max(1, macs / LeastMacs));

    private static int Tiles(int samples) => (samples + SamplesOfTiles - 1) / SamplesOfTiles * SamplesOfTiles;

    private void RunPiece(int index)
    {
        var call = _forwardCall;
        nint start = Start(index, call), end = Start(index + 1, call);
        ForwardPart(call.Input + (start * _inputSize), call.Output + (start * _outputSize), (int)(end - start));
    }

    // Where a piece begins. The last one takes a tile from the one before rather than being one sample, see Cut.
    private nint Start(int index, in ForwardCall call)
    {
        var start = Math.Min((nint)index * call.Piece, call.Samples);
        return index > 0 && call.Samples - start == 1 ? start - (call.Piece - Cut(call.Piece + 1, call.Piece)) : start;
    }

    // Samples of the next slice of so many. Some layers compute one sample in a form of its own: which sample is alone must not depend on
    // the threads, and is none of a batch where slices are large enough to avoid it.
    private int Cut(int left, int slice) => left == slice + 1 && _layout.SliceSamples >= 2 * SamplesOfTiles ? slice - SamplesOfTiles : Math.Min(left, slice);

    private void ForwardPart(T* input, T* output, int samples)
    {
        var workspace = _forward.Rent();
        for (int start = 0, count; start < samples; start += count)
        {
            count = Cut(samples - start, _layout.SliceSamples);
            var slice = MakeSlice(input, start, start + count, workspace);
            slice.Output = output + ((nint)start * _outputSize);
            _kernels.Forward(slice);
        }
        _forward.Return(workspace);
    }

    private struct ForwardCall
    {
        public T* Input, Output;
        public int Samples, Piece;
    }
}
