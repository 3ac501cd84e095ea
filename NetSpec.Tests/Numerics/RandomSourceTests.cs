using NetSpec.Runtime;

namespace NetSpec.Tests.Numerics;

public sealed class RandomSourceTests
{
    [Fact]
    public void TheSeedFillIsSplitMix64() =>
        Assert.Equal(0xE220A8397B1DCDAFUL, RandomSource.SplitMix64(0, 1));

    [Fact]
    public void NumbersNeverChange()
    {
        var random = new RandomSource(1);
        ulong[] numbers = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];
        Assert.Equal([0xB3F2AF6D0FC710C5, 0x853B559647364CEA, 0x92F89756082A4514], numbers);
    }

    [Fact]
    public void GaussiansHaveTheirMoments()
    {
        var random = new RandomSource(3);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.NextGaussian()).ToArray();
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(v => v * v), 0.02);
        Assert.Equal(3, values.Average(v => v * v * v * v), 0.1);
    }

    [Fact]
    public void IntegersAreUniformAndShufflesArePermutations()
    {
        var random = new RandomSource(4);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
            counts[random.NextInt32(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
        var items = Enumerable.Range(0, 100).ToArray();
        random.Shuffle(items.AsSpan());
        Assert.NotEqual(Enumerable.Range(0, 100), items);
        Assert.Equal(Enumerable.Range(0, 100), items.Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }

    [Fact]
    public void DoublesLieInTheHalfOpenInterval()
    {
        var random = new RandomSource(5);
        for (var i = 0; i < 10_000; i++)
            Assert.InRange(random.NextDouble(), 0, Math.BitDecrement(1.0));
    }
}
