using NetSpec.Runtime;

namespace NetSpec.Tests.Metrics;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData(1024)]
    [InlineData(2)]
    public void ClassesGiveAccuracyTopKAndConfusion(int batch)
    {
        var network = new EchoNetwork(Loss.CrossEntropy, 3);
        using var data = new MemorySource([3, 2, 1, /**/ 1, 3, 2, /**/ 3, 2, 1, /**/ 2, 1, 3, /**/ 1, 2, 3], [0, 1, 1, 1, 2], 3);
        var evaluation = Evaluator.Evaluate(network, data, batch);
        Assert.Equal(5, evaluation.Samples);
        Assert.Equal((3 + 0 + 2 + 1 - 1) / 5.0, evaluation.Loss, 1e-6);
        Assert.Equal(0.6, evaluation.Accuracy);
        Assert.Equal(new Dictionary<int, double> { [1] = 0.6, [2] = 0.8, [3] = 1 }, evaluation.TopK);
        Assert.Equal((long[][])[[1, 0, 0], [1, 1, 1], [0, 0, 1]], evaluation.Confusion!);
        Assert.Null(evaluation.RocAuc);
        Assert.Null(evaluation.R2);
    }

    [Fact]
    public void NanLogitsAreNeverRight()
    {
        using var data = new NanSource();
        var evaluation = Evaluator.Evaluate(new EchoNetwork(Loss.CrossEntropy, 2), data);
        Assert.Equal(0, evaluation.Accuracy);
        Assert.True(double.IsNaN(evaluation.Loss));
        Assert.Equal(0, Evaluator.Evaluate(new EchoNetwork(Loss.BinaryCrossEntropy, 2), new NanSource(2)).Accuracy);
    }

    [Fact]
    public void OneLogitGivesAccuracyConfusionAndRocArea()
    {
        using var data = new MemorySource([2, -1, 1, -3], [1, 1, 0, 0], 1);
        var evaluation = Evaluator.Evaluate(new EchoNetwork(Loss.BinaryCrossEntropy, 1), data, batch: 3);
        Assert.Equal(0.5, evaluation.Accuracy);
        Assert.Equal(0.75, evaluation.RocAuc);
        Assert.Equal((long[][])[[1, 1], [1, 1]], evaluation.Confusion!);
        Assert.Empty(evaluation.TopK);
    }

    [Fact]
    public void OneClassAloneHasNoRocArea()
    {
        using var data = new MemorySource([2, -1], [1, 1], 1);
        Assert.Null(Evaluator.Evaluate(new EchoNetwork(Loss.BinaryCrossEntropy, 1), data).RocAuc);
    }

    [Fact]
    public void SeveralLogitsGiveAccuracyOverAllOutputs()
    {
        using var data = new MemorySource([2, -1, 1, -3], [1, 0, 0, 0], 2, 2);
        var evaluation = Evaluator.Evaluate(new EchoNetwork(Loss.BinaryCrossEntropy, 2), data);
        Assert.Equal(0.75, evaluation.Accuracy);
        Assert.Null(evaluation.RocAuc);
        Assert.Null(evaluation.Confusion);
    }

    [Fact]
    public void HingeIsRightOnTheTargetsSide()
    {
        using var data = new MemorySource([2, -1, 0.1f], [1, 1, -1], 1);
        Assert.Equal(1 / 3.0, Evaluator.Evaluate(new EchoNetwork(Loss.Hinge, 1), data).Accuracy);
    }

    [Theory]
    [InlineData(Loss.Mse)]
    [InlineData(Loss.Mae)]
    [InlineData(Loss.Huber)]
    public void ValuesGiveR2(Loss loss)
    {
        using var data = new MemorySource([1, 2, 4], [1, 2, 3], 1);
        var evaluation = Evaluator.Evaluate(new EchoNetwork(loss, 1), data, batch: 2);
        Assert.Equal(0.5, evaluation.R2!.Value, 1e-12);
        Assert.Null(evaluation.Accuracy);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy)]
    [InlineData(Loss.BinaryCrossEntropy)]
    [InlineData(Loss.Mse)]
    public void NoSamplesHaveNoMeasures(Loss loss)
    {
        using var data = new MemorySource([], [], 1);
        var evaluation = Evaluator.Evaluate(new EchoNetwork(loss, 1), data);
        Assert.Equal((0, 0.0), (evaluation.Samples, evaluation.Loss));
        Assert.Null(evaluation.Accuracy);
        Assert.Null(evaluation.R2);
    }

    [Fact]
    public void StopsBetweenBatchesAndTellsHowFarItIs()
    {
        using var data = new MemorySource(new float[10], new float[10], 1);
        using var cancellation = new CancellationTokenSource();
        var progress = new CancelAfter(4, cancellation);
        Assert.Throws<OperationCanceledException>(() => Evaluator.Evaluate(new EchoNetwork(Loss.Mse, 1), data, 2, progress, cancellation.Token));
        Assert.Equal([2, 4], progress.Reports);
    }

    [Fact]
    public void SizesThatDoNotFitAreNamed()
    {
        using var wide = new MemorySource([1, 2, 3, 4], [0, 1], 2);
        Assert.Equal("The data has 2 values a sample, but the network Echo takes 1.",
            Assert.Throws<InputException>(() => Evaluator.Evaluate(new EchoNetwork(Loss.Mse, 1), wide)).Message);
        Assert.Equal("The data has 1 values a target, but the loss binary_cross_entropy of the network Echo takes 2.",
            Assert.Throws<InputException>(() => Evaluator.Evaluate(new EchoNetwork(Loss.BinaryCrossEntropy, 2), wide)).Message);
    }

    private sealed class CancelAfter(long samples, CancellationTokenSource cancellation) : IProgress<long>
    {
        public List<long> Reports { get; } = [];

        public void Report(long value)
        {
            Reports.Add(value);
            if (value >= samples) cancellation.Cancel();
        }
    }

    /// <summary>Inputs of NaN, as a network gone astray would give outputs.</summary>
    private sealed class NanSource(int targetSize = 1) : IDataSource
    {
        public long Count => 2;

        public int InputSize => 2;

        public int TargetSize => targetSize;

        public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
        {
            inputs.Fill(float.NaN);
            targets.Clear();
        }

        public void Dispose()
        {
        }
    }
}
