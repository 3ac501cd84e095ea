namespace NetSpec.Runtime;

/// <summary>
/// Threads that share the pieces of one call at a time, process-wide. They spin for a moment after each call, so that the next of a loop
/// finds them awake: waking a pool thread costs 5 to 50 us, as much as a small layer. Whoever finds the team at work does its pieces alone,
/// so that a service with many callers never has more threads at work than callers. No allocation once the threads are there.
/// </summary>
internal static class WorkerTeam
{
    // Generation of the call above, whether workers may still enter it, and how many are inside: one word, so that a worker that wakes too
    // late can never enter a call that has ended.
    private const int GenerationShift = 17;
    private const long IsOpen = 1L << 16;
    private const long Inside = IsOpen - 1;

    private static readonly List<Worker> _workers = [];
    private static int _isTaken, _next, _pieces, _places;
    private static long _state;
    private static Action<int>? _run;
    private static Exception? _fault;

    /// <summary>Runs pieces 0..n-1, each once, in any order, on the caller's thread and the team's.</summary>
    /// <param name="run">Does a piece.</param>
    /// <param name="pieces">How many.</param>
    /// <param name="threads">Most threads, the caller's included.</param>
    /// <exception cref="InvalidOperationException">A piece failed; it holds the first failure.</exception>
    public static void Run(Action<int> run, int pieces, int threads)
    {
        threads = Math.Min(threads, pieces);
        if (threads <= 1 || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
        {
            for (var i = 0; i < pieces; i++) run(i);
            return;
        }
        try
        {
            Share(run, pieces, threads);
        }
        finally
        {
            _run = null;
            Volatile.Write(ref _isTaken, 0);
        }
    }

    /// <summary>The call that is open now.</summary>
    internal static long Generation => Volatile.Read(ref _state) >> GenerationShift;

    /// <summary>A worker's part in the open call, if there is still one.</summary>
    internal static void Help()
    {
        for (var state = Volatile.Read(ref _state); (state & IsOpen) != 0;)
        {
            var found = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (found != state)
            {
                state = found;
                continue;
            }
            if (Interlocked.Decrement(ref _places) >= 0) Drain();
            Interlocked.Decrement(ref _state);
            return;
        }
    }

    private static void Share(Action<int> run, int pieces, int threads)
    {
        while (_workers.Count < threads - 1) _workers.Add(new Worker());
        (_run, _pieces, _next, _places, _fault) = (run, pieces, 0, threads - 1, null);
        Interlocked.Exchange(ref _state, ((Generation + 1) << GenerationShift) | IsOpen);
        for (var i = 0; i < threads - 1; i++) _workers[i].Wake();
        Drain();
        Interlocked.And(ref _state, ~IsOpen);
        // The last pieces are under way on other threads; one of those may have lost its processor, hence the yields of SpinOnce.
        var wait = default(SpinWait);
        while ((Volatile.Read(ref _state) & Inside) != 0) wait.SpinOnce(sleep1Threshold: -1);
        if (_fault is { } fault) throw new InvalidOperationException("A part of a call on several threads failed.", fault);
    }

    private static void Drain()
    {
        try
        {
            for (int piece; (piece = Interlocked.Increment(ref _next) - 1) < _pieces;) _run!(piece);
        }
        catch (Exception fault)
        {
            _fault = fault;
        }
    }
}
