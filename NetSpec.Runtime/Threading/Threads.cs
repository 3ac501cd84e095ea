namespace NetSpec.Runtime;

/// <summary>How many threads the process gives to networks.</summary>
public static class Threads
{
    private static int _limit = Environment.ProcessorCount;

    /// <summary>
    /// Most threads that one call uses, the caller's included; at first one a processor. Batches are shared out where that pays, a single
    /// sample never is. Results do not depend on it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int Limit
    {
        get => Volatile.Read(ref _limit);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref _limit, value);
        }
    }

    /// <summary>What a request for some threads means: 0 is as many as the limit allows.</summary>
    internal static int Of(int requested) => requested == 0 ? Limit : requested;
}
