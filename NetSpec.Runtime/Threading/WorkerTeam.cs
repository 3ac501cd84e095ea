using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;

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

    /// <summary>The call that is open now.</summary>
    internal static long Generation => Volatile.Read(ref _state) >> GenerationShift;

    /// <summary>Runs pieces 0..n-1, each once, in any order, on the caller's thread and on the team's where that is free.</summary>
    /// <param name="run">Does a piece; a failure is the caller's, after all pieces under way have ended.</param>
    /// <param name="pieces">How many.</param>
    /// <param name="threads">Most threads, the caller's included.</param>
    public static void Run(Action<int> run, int pieces, int threads)
    {
        threads = Math.Min(threads, pieces);
        if (threads <= 1 || !TryTake())
        {
            for (var i = 0; i < pieces; i++) run(i);
            return;
        }
        RunTaken(run, pieces, threads);
    }

    /// <summary>Takes the team for one call, which <see cref="RunTaken"/> must follow; false where another call has it, and where there are no threads.</summary>
    [UnsupportedOSPlatformGuard("browser")]
    public static bool TryTake() => !OperatingSystem.IsBrowser() && Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    /// <summary>As <see cref="Run"/>, by whoever has taken the team; gives it back.</summary>
    [UnsupportedOSPlatform("browser")]
    public static void RunTaken(Action<int> run, int pieces, int threads)
    {
        try
        {
            while (_workers.Count < threads - 1) _workers.Add(new Worker());
            (_run, _pieces, _next, _places) = (run, pieces, 0, threads - 1);
            Share(threads);
            if (_fault is { } fault) ExceptionDispatchInfo.Throw(fault);
        }
        finally
        {
            // Nothing of a call may stay reachable: its delegate and its fault can hold a collectible assembly.
            (_run, _fault) = (null, null);
            Volatile.Write(ref _isTaken, 0);
        }
    }

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

    [UnsupportedOSPlatform("browser")]
    private static void Share(int threads)
    {
        Interlocked.Exchange(ref _state, ((Generation + 1) << GenerationShift) | IsOpen);
        for (var i = 0; i < threads - 1; i++) _workers[i].Wake();
        Drain();
        Interlocked.And(ref _state, ~IsOpen);
        // The last pieces are under way on other threads; one of those may have lost its processor, hence the yields of SpinOnce.
        var wait = default(SpinWait);
        while ((Volatile.Read(ref _state) & Inside) != 0) wait.SpinOnce(sleep1Threshold: -1);
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
