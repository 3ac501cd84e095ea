namespace NetSpec.Tests.Cli;

public class BenchTests
{
    [Fact]
    public void ABatchThatNoArrayHoldsIsWrongUsage()
    {
        using var session = new CommandSession();

        var outcome = session.Run("bench", session.Write("mini.net.yaml", CommandSession.Mini), "--batch", "100000000");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("--batch is at most 71,582,786 for MiniSmall, whose samples have 30 values; found 100,000,000.", outcome.Error);
    }

    [Fact]
    public void EveryWorkIsTimedAndHeldAgainstThePeak()
    {
        using var session = new CommandSession();

        var result = session.Json("bench", session.Write("mini.net.yaml", CommandSession.Mini), "--batch", "64");

        Assert.Contains(result.GetProperty("isa").GetString(), new[] { "avx512", "avx2", "vector128" });
        var peak = result.GetProperty("peakGflops").GetDouble();
        Assert.True(peak > 0);
        var results = result.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["single", "single_chained", "batch", "train"], results.Select(r => r.GetProperty("work").GetString()));
        Assert.Equal([1, 1, 64, 64], results.Select(r => r.GetProperty("batch").GetInt32()));
        // Training: 2 * 64 * (3 * 276 - 240) operations.
        double[] flops = [552, 552, 64 * 552, 2 * 64 * ((3 * 276) - 240)];
        foreach (var (row, count) in results.Zip(flops))
        {
            var median = row.GetProperty("medianNs").GetDouble();
            Assert.InRange(row.GetProperty("minNs").GetDouble(), double.Epsilon, median);
            Assert.True(row.GetProperty("p90Ns").GetDouble() >= median);
            Assert.Equal(count / median, row.GetProperty("gflops").GetDouble(), 9);
            Assert.Equal(count / median / peak, row.GetProperty("shareOfPeak").GetDouble(), 9);
        }
    }
}
