using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>
/// What time is measured by. Work of one thread is measured by that thread's processor time, which goes on only while it runs: on a machine
/// that does other things as well, the wall's clock measures those too. Work of several threads waits for them, so the wall's clock it is.
/// </summary>
internal sealed partial class Clock
{
    private const int ThreadTime = 3;

    private Clock(bool isWall) => IsWall = isWall;

    public static Clock Wall { get; } = new(isWall: true);

    public static Clock Thread { get; } = new(isWall: !OperatingSystem.IsLinux());

    /// <summary>Whether it is the wall's.</summary>
    public bool IsWall { get; }

    /// <summary>Seconds since some moment.</summary>
    public double Seconds
    {
        get
        {
            if (IsWall) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
            _ = GetTime(ThreadTime, out var time);
            return time.Seconds + (time.Nanoseconds * 1e-9);
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds, Nanoseconds;
    }
}
