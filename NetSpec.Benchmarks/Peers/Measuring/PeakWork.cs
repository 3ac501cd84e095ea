namespace NetSpec.Benchmarks.Peers;

/// <summary>The machine's own limit, measured in the same rounds: multiply-adds that stay in registers, on one core.</summary>
internal sealed class PeakWork : TimedWork
{
    public override float[]? Result => null;

    public override void Dispose()
    {
    }

    protected override void Run(int calls)
    {
        for (var i = 0; i < calls; i++) PeakLoop.Run();
    }
}
