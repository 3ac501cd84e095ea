namespace NetSpec.Runtime;

/// <summary>Runs slices 0..n-1 on the caller's thread and on pool threads, without allocation: the work items are made once.</summary>
internal sealed class SliceJob<T>(Action<int> run)
{
    private readonly List<Worker> _workers = [];
    private readonly ManualResetEventSlim _done = new();
    private int _next, _slices, _running;
    private Exception? _fault;

    public void Run(int slices, int threads)
    {
        while (_workers.Count < threads - 1) _workers.Add(new Worker(this));
        (_next, _slices, _fault) = (0, slices, null);
        _running = threads;
        _done.Reset();
        for (var i = 0; i < threads - 1; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_workers[i], preferLocal: false);
        Drain();
        _done.Wait();
        if (_fault is not null) throw new InvalidOperationException("A slice of the gradient failed.", _fault);
    }

    private void Drain()
    {
        try
        {
            for (int slice; (slice = Interlocked.Increment(ref _next) - 1) < _slices;) run(slice);
        }
        catch (Exception e)
        {
            _fault = e;
        }
        if (Interlocked.Decrement(ref _running) == 0) _done.Set();
    }

    private sealed class Worker(SliceJob<T> job) : IThreadPoolWorkItem
    {
        public void Execute() => job.Drain();
    }
}
