namespace NetSpec.Tests;

internal static class Allocations
{
    /// <summary>The bytes that an action allocates on this thread: the least of five runs. What the code itself allocates it allocates each time;
    /// the runtime now and then lengthens a table of handles or a queue on whatever thread is at work.</summary>
    public static long Of(Action action)
    {
        action();
        action();
        return Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }
}
