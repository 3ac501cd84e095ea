using System.Diagnostics;
using System.Runtime.Versioning;

namespace NetSpec.Runtime;

/// <summary>A thread of the team: helps in each call, spins for the next, then sleeps.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class Worker
{
    // Longer than an optimizer's step between two gradients of a small network; an idle service is asleep before anyone can notice.
    private static readonly long _spinTicks = Stopwatch.Frequency / 10_000;

    private readonly AutoResetEvent _signal = new(false);
    private int _sleeps;

    // Unsafe: a thread that outlives its first caller must not keep that caller's context alive.
    public Worker() => new Thread(Work) { IsBackground = true, Name = "NetSpec worker" }.UnsafeStart();

    /// <summary>Ends its sleep, if it sleeps.</summary>
    public void Wake()
    {
        if (Interlocked.CompareExchange(ref _sleeps, 0, 1) == 1) _signal.Set();
    }

    private void Work()
    {
        for (var seen = 0L; ;)
        {
            if (!Spin(seen)) Sleep(seen);
            seen = WorkerTeam.Generation;
            WorkerTeam.Help();
        }
    }

    private static bool Spin(long seen)
    {
        var end = Stopwatch.GetTimestamp() + _spinTicks;
        while (Stopwatch.GetTimestamp() < end)
        {
            for (var i = 0; i < 16; i++)
            {
                if (WorkerTeam.Generation != seen) return true;
                Thread.SpinWait(8);
            }
        }
        return false;
    }

    private void Sleep(long seen)
    {
        Interlocked.Exchange(ref _sleeps, 1);
        // A call may have opened between the last look and the line above; whoever takes the mark back decides.
        if (WorkerTeam.Generation != seen && Interlocked.CompareExchange(ref _sleeps, 0, 1) == 1) return;
        _signal.WaitOne();
    }
}
