namespace NetSpec.Benchmarks.Peers;

/// <summary>Work that is ready to be timed: everything that can be made beforehand is made.</summary>
internal abstract class TimedWork : IDisposable
{
    /// <summary>Outputs of the forward pass, or the gradients of all trained parameters in the network's order, PyTorch's layouts; null where they cannot be compared.</summary>
    public abstract float[]? Result { get; }

    /// <summary>Does so many calls.</summary>
    /// <returns>Seconds they took.</returns>
    public virtual double Seconds(int calls, Clock clock)
    {
        var start = clock.Seconds;
        Run(calls);
        return clock.Seconds - start;
    }

    public abstract void Dispose();

    /// <summary>Does so many calls; work that measures itself leaves it.</summary>
    protected virtual void Run(int calls) => throw new NotSupportedException();
}
