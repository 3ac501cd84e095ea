using NetSpec.Benchmarks.Peers;

namespace NetSpec.Benchmarks.Own;

/// <summary>Widths that fill no vector, beside the next multiple of eight.</summary>
internal static class OddWidths
{
    private const double Goal = 1;

    private static readonly int[] Widths = [7, 13, 31, 33, 65, 127];

    private static readonly Work[] Works = [Work.Single(), Work.Batched(256), Work.Train(32)];

    public static IEnumerable<OwnResult> Measure(bool quick)
    {
        foreach (var width in Widths)
        {
            foreach (var work in Works)
            {
                var next = (width + 7) / 8 * 8;
                using var even = new NetworkWork(Spec(next), work);
                using var odd = new NetworkWork(Spec(width), work);
                yield return new($"width {width} by {next}, {work.Name}", Pair.Ratio(even.Timed, odd.Timed, quick), Goal, IsAtLeast: false);
            }
        }
    }

    private static string Spec(int width) => Networks.Spec("Odd", "mse", width, width, width, width);
}
