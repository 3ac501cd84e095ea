using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Own;

/// <summary>Networks at half of their hidden widths: how much of the saved multiply-adds is saved time.</summary>
internal static class HalfWidths
{
    private const double Goal = 0.8;

    private static readonly (string Name, string Whole, string Half)[] Networks =
    [
        ("digits", Benchmarks.Networks.Spec("Digits", "cross_entropy", 64, 64, 32, 10), Benchmarks.Networks.Spec("Digits", "cross_entropy", 64, 32, 16, 10)),
        ("fashion_cnn", Fashion(32, 64, 128), Fashion(16, 32, 64)),
    ];

    public static IEnumerable<OwnResult> Measure(bool quick)
    {
        foreach (var (name, whole, half) in Networks)
        {
            using var small = new NetworkWork(half, Work.Batched(256));
            using var large = new NetworkWork(whole, Work.Batched(256));
            var ratio = Pair.Ratio(small.Timed, large.Timed, quick);
            var macs = (double)large.Macs / small.Macs;
            yield return new($"{name} at half the widths, batch 256: speed-up by the ratio of MACs ({Figures.Digits(macs)})", ratio.Times(1 / macs), Goal);
        }
    }

    private static string Fashion(int first, int second, int dense) => $$"""
        netspec: 1
        name: Fashion
        input: [1, 28, 28]
        layers:
          - { conv2d: {{first}}, kernel: 3, padding: same, activation: relu }
          - maxpool: 2
          - { conv2d: {{second}}, kernel: 3, padding: same, activation: relu }
          - maxpool: 2
          - flatten:
          - { dense: {{dense}}, activation: relu }
          - dense: 10
        loss: cross_entropy
        """;
}
