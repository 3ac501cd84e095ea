using FsCheck;
using FsCheck.Fluent;
using NetSpec.Runtime;

namespace NetSpec.Tests.Metrics;

public sealed class RankingTests
{
    [Theory]
    [InlineData(new float[] { 1, 3, 2 }, 0, 2)]
    [InlineData(new float[] { 1, 3, 2 }, 1, 0)]
    [InlineData(new float[] { 2, 2, 2 }, 1, 1)]
    [InlineData(new float[] { float.NaN, 1 }, 1, 0)]
    [InlineData(new float[] { float.NaN, 1 }, 0, 2)]
    public void RanksAClass(float[] logits, int label, int rank) => Assert.Equal(rank, Ranking.RankOf(logits, label));

    [Theory]
    [InlineData(new float[] { 1, 3, 3 }, 1)]
    [InlineData(new float[] { float.NaN, -5, float.NaN }, 1)]
    [InlineData(new float[] { float.NaN, float.NaN }, 0)]
    public void FindsTheLargest(float[] logits, int largest) => Assert.Equal(largest, Ranking.Largest(logits));

    [Fact]
    public void AClassBeyondTheLogitsIsAProgrammersError() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.RankOf([1, 2], 2));

    [Fact]
    public void TheRocAreaIsTheShareOfPairsInOrder()
    {
        var sample = Gen.Choose(-3, 3).Select(s => (float)s).Zip(ArbMap.Default.GeneratorFor<bool>()).ArrayOf();
        Prop.ForAll(sample.ToArbitrary(), pairs =>
        {
            var (right, count) = (0.0, 0);
            foreach (var (high, _) in pairs.Where(p => p.Item2))
            {
                foreach (var (low, _) in pairs.Where(p => !p.Item2))
                {
                    right += high > low ? 1 : high == low ? 0.5 : 0;
                    count++;
                }
            }
            var area = Ranking.RocAuc([.. pairs.Select(p => p.Item1)], [.. pairs.Select(p => p.Item2)]);
            if (count == 0)
                Assert.Null(area);
            else
                Assert.Equal(right / count, area!.Value, 1e-12);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void ManyEqualScoresGiveHalf()
    {
        // A network that answers all samples alike: the products of ranks are beyond what an int holds.
        var positives = Enumerable.Range(0, 100_000).Select(i => i % 2 == 0).ToArray();
        Assert.Equal(0.5, Ranking.RocAuc(new float[positives.Length], positives));
    }

    [Fact]
    public void R2MatchesItsDefinition()
    {
        float[] predictions = [1, 10, 2, 20, 4, 33];
        float[] targets = [1, 11, 2, 22, 3, 33];
        // Errors 1 + 4 + 1 = 6; means 2 and 22, squares about them 2 + 242 = 244.
        Assert.Equal(1 - (6.0 / 244), Ranking.R2(predictions, targets, 2)!.Value, 1e-12);
        Assert.Equal(1, Ranking.R2(targets, targets, 2));
        Assert.Null(Ranking.R2([1, 2], [5, 5], 1));
        Assert.Null(Ranking.R2([], [], 1));
    }

    [Fact]
    public void R2KeepsItsDigitsFarFromZero()
    {
        var targets = Enumerable.Range(0, 1000).Select(i => 1e6f + (i % 2)).ToArray();
        var predictions = targets.Select(t => t + 0.5f).ToArray();
        Assert.Equal(0, Ranking.R2(predictions, targets, 1)!.Value, 1e-9);
    }
}
