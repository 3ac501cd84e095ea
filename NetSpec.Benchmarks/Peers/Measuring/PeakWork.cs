using NetSpec.Cli.Benchmarks;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The machine's own limit, measured in the same rounds: multiply-adds that stay in registers, on one core.</summary>
internal sealed class PeakWork(VectorPath path = VectorPath.Auto) : TimedWork
{
    private readonly Func<float> _loop = FmaLoop.On(path);

    public override float[]? Result => null;

    public override void Dispose()
    {
    }

    protected override void Run(int calls)
    {
        for (var i = 0; i < calls; i++) _loop();
    }
}
