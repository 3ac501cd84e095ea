using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The machine's own limit, measured in the same rounds: multiply-adds that stay in registers, on one core.</summary>
internal sealed class PeakWork(VectorPath path = VectorPath.Auto) : TimedWork
{
    private readonly Func<float> _loop = VectorPaths.Resolve(path) == VectorPath.Vector512 ? PeakLoop.Run : PeakLoop.Run256;

    public override float[]? Result => null;

    /// <summary>Operations of one call.</summary>
    public static double FlopsOf(VectorPath path) => VectorPaths.Resolve(path) == VectorPath.Vector512 ? PeakLoop.Flops : PeakLoop.Flops / 2;

    public override void Dispose()
    {
    }

    protected override void Run(int calls)
    {
        for (var i = 0; i < calls; i++) _loop();
    }
}
