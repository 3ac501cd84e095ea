using NetSpec.Runtime;
using NetSpec.Tests.Data;

namespace NetSpec.Tests.Metrics;

public sealed class LabelsTests
{
    [Theory]
    [InlineData(Loss.CrossEntropy, 3, new float[] { 0, 2, 3 }, "Sample 2 has the target 3, where the loss cross_entropy of the network Echo takes a whole class from 0 to 2.")]
    [InlineData(Loss.CrossEntropy, 3, new float[] { -1 }, "Sample 0 has the target -1,")]
    [InlineData(Loss.CrossEntropy, 3, new float[] { 1, 1.5f }, "Sample 1 has the target 1.5,")]
    [InlineData(Loss.CrossEntropy, 3, new float[] { float.NaN }, "Sample 0 has the target NaN,")]
    [InlineData(Loss.BinaryCrossEntropy, 2, new float[] { 0, 1, 1, 1.5f }, "Sample 1 has the target 1.5, where the loss binary_cross_entropy of the network Echo takes a number from 0 to 1.")]
    [InlineData(Loss.Hinge, 1, new float[] { 1, 0 }, "Sample 1 has the target 0, where the loss hinge of the network Echo takes -1 or 1.")]
    public void NamesTheFirstWrongSample(Loss loss, int size, float[] targets, string message)
    {
        using var culture = new InCulture("de-DE");
        var info = new EchoNetwork(loss, size).Info;
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Labels.Check(info, targets)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, new float[] { 0, 2, 1 })]
    [InlineData(Loss.BinaryCrossEntropy, new float[] { 0, 0.5f, 1 })]
    [InlineData(Loss.Hinge, new float[] { -1, 1, 1 })]
    [InlineData(Loss.Mse, new float[] { -100, 7.5f, 0 })]
    public void TakesWhatTheLossTakes(Loss loss, float[] targets) => Labels.Check(new EchoNetwork(loss, 3).Info, targets);

    [Fact]
    public void LargeSamplesAreReadAFewAtATime()
    {
        const int Size = 3 * 900 * 900;
        using var data = new MemorySource(new float[2 * Size], new float[2], Size);
        Labels.Check(new EchoNetwork(Loss.CrossEntropy, Size).Info, data);
    }

    [Fact]
    public void SearchesAWholeSource()
    {
        var targets = new float[5000];
        targets[4321] = 9;
        using var data = new MemorySource(new float[10_000], targets, 2);
        Assert.StartsWith("Sample 4321 has the target 9,",
            Assert.Throws<InputException>(() => Labels.Check(new EchoNetwork(Loss.CrossEntropy, 2).Info, data)).Message, StringComparison.Ordinal);
    }
}
