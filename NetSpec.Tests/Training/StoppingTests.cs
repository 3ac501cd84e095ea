using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class StoppingTests
{
    private static readonly ArraySource _train = ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy);

    // Labels turned round: the better the training, the worse the validation.
    private static readonly ArraySource _opposite = new(Points, [.. Points.Chunk(2).Select(p => (p[0] * p[0]) + (p[1] * p[1]) > 0.6 ? 0f : 1f)], 2, 1);

    private static TrainingOptions Options => new() { Optimizer = new("adam", 0.02), Batch = 16, Epochs = 20 };

    private static float[] Points => [.. Enumerable.Range(0, 80).Select(i => (float)Math.Sin(i * 1.7))];

    [Fact]
    public void Cancelling_ends_between_steps()
    {
        using var cancel = new CancellationTokenSource();
        var network = Make();
        network.OnGradient = call =>
        {
            if (call == 5) cancel.Cancel();
            return null;
        };
        var result = Trainer.Train(network, _train, null, Options, new() { Cancellation = cancel.Token });
        Assert.Equal(StopReason.Cancelled, result.Stopped);
        Assert.Single(result.Epochs);
        Assert.Equal(6, network.Calls);
        // The sixth step was finished: only then is the state that of a run of whole steps.
        using var never = new CancellationTokenSource();
        var other = Make();
        float[]? atSeventh = null;
        other.OnGradient = call =>
        {
            if (call == 6) atSeventh = Values(other);
            return null;
        };
        Trainer.Train(other, _train, null, Options, new() { Cancellation = never.Token });
        Assert.Equal(atSeventh, Values(network));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(11)]
    public void A_loss_that_is_not_finite_restores_the_last_good_epoch(int badCall)
    {
        var good = badCall / 4;
        var network = Make();
        network.OnGradient = call => call == badCall ? float.NaN : null;
        var error = Assert.Throws<TrainingDivergedException>(() => Trainer.Train(network, _train, null, Options));
        Assert.Equal(good, error.LastGoodEpoch);
        Assert.Contains($"stopped in epoch {good + 1}: the loss became NaN or infinite", error.Message);
        Assert.Equal(After(good), Values(network));
    }

    [Fact]
    public void Infinity_by_too_high_a_rate_is_noticed_even_in_the_last_step()
    {
        var network = new TinyNetwork(Loss.Mse, 2, 4, 1);
        var before = Values(network);
        var error = Assert.Throws<TrainingDivergedException>(
            () => Trainer.Train(network, _train, null, Options with { Optimizer = new("sgd", 1e39), Batch = 50, Epochs = 1 }));
        Assert.Equal(0, error.LastGoodEpoch);
        Assert.Contains("a parameter became NaN or infinite; the parameters are those before training", error.Message);
        Assert.Equal(before, Values(network));
    }

    [Fact]
    public void A_divergence_leaves_the_checkpoint()
    {
        using var folder = new Files.TemporaryFolder();
        var options = Options with { Checkpoint = new(folder.At("c.safetensors")) };
        var network = Make();
        network.OnGradient = call => call == 13 ? float.PositiveInfinity : null;
        Assert.Throws<TrainingDivergedException>(() => Trainer.Train(network, _train, null, options));
        var resumed = Make();
        Trainer.Train(resumed, _train, null, options with { Epochs = 3 });
        Assert.Equal(0, resumed.Calls);
        Assert.Equal(After(3), Values(resumed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_sample_that_cannot_be_read_restores_the_last_good_epoch(int good)
    {
        var network = Make();
        // Four batches an epoch; the first of the next is read no more.
        var data = new FailingSource(_train, (4 * good) + 1, () => new InputException("Cannot read 'x.csv': the disk is gone."));

        var error = Assert.ThrowsAny<InputException>(() => Trainer.Train(network, data, null, Options));

        Assert.Equal(good, error is TrainingFailedException failed ? failed.LastGoodEpoch : 0);
        Assert.StartsWith("Cannot read 'x.csv': the disk is gone.", error.Message, StringComparison.Ordinal);
        Assert.Equal(good > 0, error.Message.EndsWith($"the parameters are those after epoch {good}.", StringComparison.Ordinal));
        Assert.Equal(After(good), Values(network));
    }

    [Fact]
    public void A_failure_of_files_that_is_not_about_input_is_one_of_the_training_too()
    {
        var network = Make();
        var data = new FailingSource(_train, 6, () => new IOException("The pipe is broken."));
        Assert.Equal(1, Assert.Throws<TrainingFailedException>(() => Trainer.Train(network, data, null, Options)).LastGoodEpoch);
        Assert.Equal(After(1), Values(network));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_does_not_undo_its_epoch()
    {
        using var folder = new Files.TemporaryFolder();
        var (path, told) = (folder.At("c.safetensors"), new List<int>());
        var network = Make();

        var error = Assert.Throws<TrainingFailedException>(() => Trainer.Train(network, _train, null, Options with { Checkpoint = new(path) }, new()
        {
            EpochFinished = result =>
            {
                told.Add(result.Epoch);
                if (result.Epoch != 2) return;
                File.Delete(path);
                Directory.CreateDirectory(path);
            },
        }));

        Assert.Equal(2, error.LastGoodEpoch);
        Assert.Equal([1, 2], told);
        Assert.StartsWith($"Cannot write '{path}': it is a folder. Training of ", error.Message, StringComparison.Ordinal);
        Assert.Equal(After(2), Values(network));
    }

    [Fact]
    public void Early_stopping_waits_its_patience_and_restores_the_best_epoch()
    {
        var network = Make();
        var result = Trainer.Train(network, _train, _opposite, Options with { EarlyStopping = new(3) });
        Assert.Equal(StopReason.EarlyStopping, result.Stopped);
        Assert.Equal(result.Epochs.MinBy(e => e.ValidationLoss)!.Epoch, result.BestEpoch);
        Assert.Equal(result.BestEpoch + 3, result.Epochs.Count);
        Assert.True(result.Epochs.Count < 20);
        Assert.Equal(After(result.BestEpoch), Values(network));
    }

    [Fact]
    public void The_best_epoch_is_restored_also_where_all_epochs_ran()
    {
        var network = Make();
        var result = Trainer.Train(network, _train, _opposite, Options with { EarlyStopping = new(100) });
        Assert.Equal(StopReason.Finished, result.Stopped);
        Assert.True(result.BestEpoch < 20);
        Assert.Equal(After(result.BestEpoch), Values(network));
    }

    [Fact]
    public void Without_validation_data_the_training_loss_is_watched()
    {
        var network = Make();
        // The rate leaps up after five epochs, so that the loss rises.
        var options = Options with { Optimizer = new("sgd", 0.05), Schedule = new StepSchedule(5, 2000), EarlyStopping = new(2) };
        var result = Trainer.Train(network, _train, null, options);
        Assert.Equal(StopReason.EarlyStopping, result.Stopped);
        Assert.Equal(result.Epochs.MinBy(e => e.TrainLoss)!.Epoch, result.BestEpoch);
    }

    private sealed class FailingSource(IDataSource source, int reads, Func<Exception> failure) : IDataSource
    {
        private int _reads;

        public long Count => source.Count;

        public int InputSize => source.InputSize;

        public int TargetSize => source.TargetSize;

        public void Read(ReadOnlySpan<long> indices, Span<float> inputs, Span<float> targets)
        {
            if (++_reads >= reads) throw failure();
            source.Read(indices, inputs, targets);
        }

        public void Dispose()
        {
        }
    }

    private static TinyNetwork Make() => new(Loss.BinaryCrossEntropy, 2, 4, 1, noise: 0.1);

    private static float[] Values(TinyNetwork network) => network.Parameters.Memory.Span.ToArray();

    private static float[] After(int epochs)
    {
        var network = Make();
        Trainer.Train(network, _train, null, Options with { Epochs = epochs });
        return Values(network);
    }
}
