using NetSpec.Runtime;

namespace NetSpec.Tests.Data;

public sealed class SourceTests
{
    [Fact]
    public void ASubsetReadsItsSamplesInItsOrder()
    {
        using var source = new MemorySource([1, 2, 3, 4, 5, 6], [10, 20, 30], 2);
        using var subset = new SubsetSource(source, [2, 0]);
        var (inputs, targets) = subset.ReadAll();
        Assert.Equal([5, 6, 1, 2], inputs);
        Assert.Equal([30, 10], targets);
        var alone = new float[2];
        subset.Read([1], alone, []);
        Assert.Equal([1, 2], alone);
    }

    [Fact]
    public void BuffersAndIndicesThatDoNotFitAreProgrammersErrors()
    {
        using var source = new MemorySource([1, 2, 3, 4], [1, 2], 2);
        Assert.Throws<ArgumentException>(() => source.Read([0], new float[3], new float[1]));
        Assert.Throws<ArgumentException>(() => source.Read([0], new float[2], new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read([2], new float[2], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Read([-1], new float[2], new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SubsetSource(source, [0, 2]));
    }

    [Fact]
    public void WrongLengthsAndNanAreNamed()
    {
        Assert.Equal("3 inputs and 1 targets are not samples of 2 and 1 values.",
            Assert.Throws<InputException>(() => new MemorySource([1, 2, 3], [1], 2)).Message);
        Assert.Equal("Sample 1 of the inputs holds NaN at index 0, where finite numbers were expected.",
            Assert.Throws<InputException>(() => new MemorySource([1, 2, float.NaN, 4], [1, 2], 2)).Message);
        Assert.Equal("Sample 0 of the targets holds -infinity at index 0, where finite numbers were expected.",
            Assert.Throws<InputException>(() => new MemorySource([1], [float.NegativeInfinity], 1)).Message);
    }
}
