using System.Collections.Concurrent;
using System.Reflection;

namespace NetSpec.Tests.Ilgpu;

/// <summary>
/// Runs a kernel on the processor: groups one after another, and the threads of a group one after another from barrier to barrier, all on the
/// caller's thread. Every second time it takes them in reverse, so that a thread which counts on another's value without a barrier between
/// them reads what is no number. A test double: it proves indexing, barriers and arithmetic, not speed and not a device's rounding.
/// </summary>
internal static class Emulation
{
    private const int SharedBytes = 48 * 1024;

    /// <summary>The thread of the device that this thread emulates.</summary>
    [ThreadStatic]
    private static EmulatedThread? current;

    public static EmulatedThread Current => current ?? throw new InvalidOperationException("This is for kernels only.");

    /// <summary>Kernels launched so far, by class and name: a test may ask which form ran.</summary>
    public static ConcurrentDictionary<(Type?, string), int> Launches { get; } = new();

    /// <summary>Queues a kernel. Groups of over 256 threads, and grids that are empty or too long, are what some devices refuse.</summary>
    public static void Launch(global::ILGPU.Runtime.AcceleratorStream stream, global::ILGPU.KernelConfig config, MethodInfo method, Action kernel)
    {
        Launches.AddOrUpdate((method.DeclaringType, method.Name), 1, (_, n) => n + 1);
        Assert.InRange(config.Group.X, 1, 256);
        Assert.Equal(1, config.Group.Y);
        Assert.InRange(config.Grid.X, 1, int.MaxValue);
        Assert.InRange(config.Grid.Y, 1, 65535);
        stream.Queue(() => Run(config, method, kernel));
    }

    private static void Run(global::ILGPU.KernelConfig config, MethodInfo method, Action kernel)
    {
        var grid = config.Grid;
        for (var y = 0; y < grid.Y; y++)
        {
            for (var x = 0; x < grid.X; x++) Run(new EmulatedGroup(config, x, y), method.Name, kernel);
        }
        current = null;
    }

    private static void Run(EmulatedGroup group, string name, Action kernel)
    {
        var threads = new EmulatedThread[group.Config.Group.X];
        for (var t = 0; t < threads.Length; t++)
        {
            current = threads[t] = new EmulatedThread(group, t);
            kernel();
        }
        if (threads[0].Phases is null) return;
        var waiting = threads.Length;
        for (var phase = group.X; waiting > 0; phase++)
        {
            waiting = 0;
            for (var n = 0; n < threads.Length; n++)
            {
                current = threads[phase % 2 == 0 ? n : threads.Length - 1 - n];
                if (current.Phases!.MoveNext()) waiting++;
            }
            if (waiting != 0 && waiting != threads.Length)
                throw new InvalidOperationException($"{waiting} of {threads.Length} threads of {name} wait at a barrier that the others never reach.");
        }
        Assert.InRange(group.SharedBytes, 0, SharedBytes);
    }
}

/// <summary>What a kernel with barriers is compiled to for the emulator: see <see cref="PhaseRewriter"/>.</summary>
public static class Phases
{
    /// <summary>Keeps a thread's statements, to be run from barrier to barrier.</summary>
    public static void Keep(IEnumerable<int> phases) => Emulation.Current.Phases = phases.GetEnumerator();
}

/// <summary>A group of emulated threads.</summary>
internal sealed class EmulatedGroup(global::ILGPU.KernelConfig config, int x, int y)
{
    private readonly List<byte[]> _shared = [];

    public global::ILGPU.KernelConfig Config { get; } = config;

    public int X { get; } = x;

    public int Y { get; } = y;

    public int SharedBytes => _shared.Sum(s => s.Length);

    /// <summary>The n-th allocation of a group; every thread asks for the same in the same order. Its values are no numbers until they are written.</summary>
    public byte[] Shared(int index, int bytes)
    {
        if (_shared.Count == index)
        {
            var memory = new byte[bytes];
            Array.Fill(memory, (byte)0xFF);
            _shared.Add(memory);
        }
        return _shared[index];
    }
}

/// <summary>One emulated thread.</summary>
internal sealed class EmulatedThread(EmulatedGroup group, int index)
{
    public EmulatedGroup Group { get; } = group;

    public int Index { get; } = index;

    public int SharedAllocations { get; set; }

    /// <summary>Its statements from barrier to barrier; null: the kernel has no barriers, and has run.</summary>
    public IEnumerator<int>? Phases { get; set; }
}
