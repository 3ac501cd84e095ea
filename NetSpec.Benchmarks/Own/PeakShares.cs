using NetSpec.Benchmarks.Peers;
using NetSpec.Cli.Benchmarks;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Own;

/// <summary>How near generated code comes to the multiply-adds that one core does from registers.</summary>
internal static class PeakShares
{
    private static readonly (string Name, int[] Widths, Work Work, VectorPath Path, double Goal)[] Cases =
    [
        ("B batch256", [784, 128, 64, 10], Work.Batched(256), VectorPath.Auto, 0.94),
        ("C batch256", [784, 512, 512, 10], Work.Batched(256), VectorPath.Auto, 0.85),
        ("B train128", [784, 128, 64, 10], Work.Train(128), VectorPath.Auto, 0.88),
        ("B batch256, 256 bits", [784, 128, 64, 10], Work.Batched(256), VectorPath.Vector256, 0.85),
    ];

    public static IEnumerable<OwnResult> Measure(bool quick)
    {
        foreach (var (name, widths, work, path, goal) in Cases)
        {
            using var network = new NetworkWork(Networks.Spec("Net", "cross_entropy", widths), work, path);
            yield return Share(name, network.Timed, network.Assignment.Flops, path, goal, quick);
        }
        using var covariance = new CovarianceWork();
        yield return Share("covariance of 1,000 units (the triangle's operations)", covariance, CovarianceWork.Flops, VectorPath.Auto, 0.7, quick);
    }

    private static OwnResult Share(string name, TimedWork work, double flops, VectorPath path, double goal, bool quick)
    {
        var ratio = Pair.Ratio(work, new PeakWork(path), quick);
        return new($"{name}: share of the peak", ratio.Times(flops / FmaLoop.Flops(path)), goal);
    }
}
