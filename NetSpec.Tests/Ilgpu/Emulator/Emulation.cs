using System.Collections.Concurrent;
using System.Reflection;

namespace NetSpec.Tests.Ilgpu;

/// <summary>
/// Runs a kernel on the processor as a device would: groups one after another, the threads of a group at the same time where they meet at
/// barriers, else one after another. A test double: it proves indexing and arithmetic, not speed and not a device's rounding.
/// </summary>
internal static class Emulation
{
    private const int SharedBytes = 48 * 1024;

    private static readonly ConcurrentDictionary<MethodInfo, bool> UsesBarriers = new();
    private static readonly ConcurrentBag<Worker> Idle = [];

    /// <summary>The thread of the device that this thread emulates.</summary>
    [ThreadStatic]
    private static EmulatedThread? current;

    public static EmulatedThread Current => current ?? throw new InvalidOperationException("This is for kernels only.");

    /// <summary>Kernels launched so far, by name: a test may ask which form ran.</summary>
    public static ConcurrentDictionary<string, int> Launches { get; } = new();

    public static void Run(global::ILGPU.KernelConfig config, MethodInfo method, Action kernel)
    {
        Launches.AddOrUpdate(method.Name, 1, (_, n) => n + 1);
        var (grid, threads) = (config.Grid, config.Group.X * config.Group.Y);
        Assert.InRange(threads, 1, 1024);
        Assert.InRange(grid.X, 1, int.MaxValue);
        Assert.InRange(grid.Y, 1, 65535);
        for (var y = 0; y < grid.Y; y++)
        {
            for (var x = 0; x < grid.X; x++) RunGroup(new EmulatedGroup(config, x, y), threads, method, kernel);
        }
    }

    private static void RunGroup(EmulatedGroup group, int threads, MethodInfo method, Action kernel)
    {
        // Whether a kernel has barriers shows when its first thread runs alone: it either ends or waits.
        if (UsesBarriers.TryGetValue(method, out var uses) && !uses)
        {
            for (var t = 0; t < threads; t++) RunThread(group, t, kernel);
            return;
        }
        var workers = new List<Worker>();
        group.Start(threads);
        workers.Add(Worker.Run(() => RunThread(group, 0, kernel), group));
        if (!uses)
        {
            group.FirstEvent.Wait();
            if (!group.HasWaited)
            {
                UsesBarriers[method] = false;
                workers[0].Join();
                for (var t = 1; t < threads; t++) RunThread(group, t, kernel);
                return;
            }
            UsesBarriers[method] = true;
        }
        for (var t = 1; t < threads; t++)
        {
            var index = t;
            workers.Add(Worker.Run(() => RunThread(group, index, kernel), group));
        }
        foreach (var worker in workers) worker.Join();
        if (group.Fault is { } fault) throw new InvalidOperationException($"The kernel {method.Name} failed.", fault);
        Assert.InRange(group.SharedBytes, 0, SharedBytes);
    }

    private static void RunThread(EmulatedGroup group, int index, Action kernel)
    {
        current = new EmulatedThread(group, index);
        kernel();
        current = null;
    }

    private sealed class Worker
    {
        private readonly SemaphoreSlim _go = new(0), _done = new(0);
        private Action? _action;
        private EmulatedGroup? _group;

        private Worker() => new Thread(Loop, 256 * 1024) { IsBackground = true }.Start();

        public static Worker Run(Action action, EmulatedGroup group)
        {
            if (!Idle.TryTake(out var worker)) worker = new Worker();
            (worker._action, worker._group) = (action, group);
            worker._go.Release();
            return worker;
        }

        public void Join()
        {
            _done.Wait();
            Idle.Add(this);
        }

        private void Loop()
        {
            while (true)
            {
                _go.Wait();
                try
                {
                    _action!();
                }
                catch (Exception e)
                {
                    _group!.Fault ??= e;
                }
                _group!.Leave();
                _done.Release();
            }
        }
    }
}

/// <summary>A group of emulated threads.</summary>
internal sealed class EmulatedGroup(global::ILGPU.KernelConfig config, int x, int y)
{
    private readonly List<byte[]> _shared = [];
    private Barrier? _barrier;

    public global::ILGPU.KernelConfig Config { get; } = config;

    public int X { get; } = x;

    public int Y { get; } = y;

    public ManualResetEventSlim FirstEvent { get; } = new();

    public bool HasWaited { get; private set; }

    public Exception? Fault { get; set; }

    public int SharedBytes => _shared.Sum(s => s.Length);

    public void Start(int threads) => _barrier = new Barrier(threads);

    public void Wait()
    {
        HasWaited = true;
        FirstEvent.Set();
        _barrier!.SignalAndWait();
    }

    public void Leave()
    {
        FirstEvent.Set();
        _barrier!.RemoveParticipant();
    }

    /// <summary>The n-th allocation of a group; every thread asks for the same in the same order. Its values are no numbers until they are written.</summary>
    public byte[] Shared(int index, int bytes)
    {
        lock (_shared)
        {
            while (_shared.Count <= index)
            {
                var memory = new byte[bytes];
                Array.Fill(memory, (byte)0xFF);
                _shared.Add(memory);
            }
            return _shared[index];
        }
    }
}

/// <summary>One emulated thread.</summary>
internal sealed class EmulatedThread(EmulatedGroup group, int index)
{
    public EmulatedGroup Group { get; } = group;

    public int Index { get; } = index;

    public int SharedAllocations { get; set; }
}
