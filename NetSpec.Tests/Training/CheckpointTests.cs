using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class CheckpointTests
{
    private static readonly ArraySource _train = ArraySource.Circles(50, 1, Loss.CrossEntropy);
    private static readonly ArraySource _validation = ArraySource.Circles(30, 2, Loss.CrossEntropy);

    public static TheoryData<string> Optimizers => [.. OptimizerOptions.Names];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Resuming_gives_the_bits_of_a_training_that_never_stopped(string optimizer)
    {
        using var folder = new Files.TemporaryFolder();
        var options = new TrainingOptions
        {
            Optimizer = new(optimizer, 0.03), Batch = 16, Epochs = 9, Seed = 3, Schedule = new WarmupSchedule(2, Then: new CosineSchedule(0.001)),
            L1 = 0.001, L2 = 0.01, Clip = 2, ClassWeights = [1, 1.5], EarlyStopping = new(100),
        };
        var whole = Make();
        var expected = Trainer.Train(whole, _train, _validation, options);

        options = options with { Checkpoint = new(folder.At("c.safetensors"), 2) };
        using var cancel = new CancellationTokenSource();
        var stopped = Make();
        stopped.OnGradient = call =>
        {
            // In the sixth epoch: the checkpoint is after the fourth.
            if (call == 21) cancel.Cancel();
            return null;
        };
        Assert.Equal(StopReason.Cancelled, Trainer.Train(stopped, _train, _validation, options, new() { Cancellation = cancel.Token }).Stopped);

        var resumed = Make();
        TrainingResult? found = null;
        Culture.German(() => found = Trainer.Train(resumed, _train, _validation, options));
        Assert.Equal(5 * 4, resumed.Calls);
        Assert.Equal(whole.Parameters.Memory.Span.ToArray(), resumed.Parameters.Memory.Span.ToArray());
        Assert.Equal(expected.BestEpoch, found!.BestEpoch);
        Assert.Equal(expected.Epochs.Select(e => e with { Seconds = 0 }), found.Epochs.Select(e => e with { Seconds = 0 }));
    }

    [Fact]
    public void A_finished_training_is_not_done_again_but_can_be_prolonged()
    {
        using var folder = new Files.TemporaryFolder();
        var options = new TrainingOptions { Epochs = 4, Checkpoint = new(folder.At("c.safetensors"), 3) };
        var first = Make();
        Trainer.Train(first, _train, null, options);
        var again = Make();
        Assert.Equal(4, Trainer.Train(again, _train, null, options).Epochs.Count);
        Assert.Equal(0, again.Calls);
        Assert.Equal(first.Parameters.Memory.Span.ToArray(), again.Parameters.Memory.Span.ToArray());

        var prolonged = Make();
        Trainer.Train(prolonged, _train, null, options with { Epochs = 6 });
        var whole = Make();
        Trainer.Train(whole, _train, null, options with { Epochs = 6, Checkpoint = null });
        Assert.Equal(whole.Parameters.Memory.Span.ToArray(), prolonged.Parameters.Memory.Span.ToArray());
    }

    [Fact]
    public void An_early_stop_is_final()
    {
        using var folder = new Files.TemporaryFolder();
        var options = new TrainingOptions
        {
            Optimizer = new("sgd", 0.05), Epochs = 50, Schedule = new StepSchedule(3, 2000), EarlyStopping = new(2), Checkpoint = new(folder.At("c.safetensors"), 7),
        };
        var first = Make();
        var result = Trainer.Train(first, _train, null, options);
        Assert.Equal(StopReason.EarlyStopping, result.Stopped);
        var again = Make();
        Assert.Equal(StopReason.EarlyStopping, Trainer.Train(again, _train, null, options).Stopped);
        Assert.Equal(0, again.Calls);
        Assert.Equal(first.Parameters.Memory.Span.ToArray(), again.Parameters.Memory.Span.ToArray());
    }

    [Fact]
    public void Another_trainings_checkpoint_is_refused_with_the_differences() => Culture.German(() =>
    {
        using var folder = new Files.TemporaryFolder();
        var path = folder.At("c.safetensors");
        var options = new TrainingOptions { Epochs = 2, Checkpoint = new(path) };
        Trainer.Train(Make(), _train, null, options);

        AssertRefuses("'l2: 0.5' (there 'l2: 0')", options with { L2 = 0.5 });
        AssertRefuses("'batch: 8' (there 'batch: 32'), 'seed: 9' (there 'seed: 1')", options with { Batch = 8, Seed = 9 });
        AssertRefuses("beta2=0.99", options with { Optimizer = new("adam", Beta2: 0.99) });
        AssertRefuses("after epoch 2, but training is to end after epoch 1", options with { Epochs = 1 });
        Safetensors.Write(path, Weights.Save(Make().Parameters));
        AssertRefuses("is no training checkpoint", options);
        File.WriteAllText(path, "rubbish");
        AssertRefuses("c.safetensors", options);
    });

    [Fact]
    public void A_checkpoint_of_other_data_or_from_other_parameters_is_refused()
    {
        using var folder = new Files.TemporaryFolder();
        var path = folder.At("c.safetensors");
        var options = new TrainingOptions { Epochs = 2, Checkpoint = new(path) };
        Trainer.Train(Make(), _train, _validation, options);

        var otherTrain = ArraySource.Circles(50, 9, Loss.CrossEntropy);
        var otherValidation = ArraySource.Circles(30, 9, Loss.CrossEntropy);
        Assert.Matches("'training data: 50 samples of content [0-9a-f]{16}' \\(there 'training data: 50 [^']*'\\)\\. Give", Refused(Make(), otherTrain, _validation, options));
        Assert.Contains("here it is 'validation data: 30 samples of content ", Refused(Make(), _train, otherValidation, options));
        Assert.Contains("here it is 'validation data: none' (there 'validation data: 30 samples ", Refused(Make(), _train, null, options));
        var otherStart = Make();
        Initializer.Apply(otherStart.Parameters, "he", 1);
        Assert.Contains("here it is 'parameters before training: ", Refused(otherStart, _train, _validation, options));
    }

    [Fact]
    public void A_checkpoint_with_another_teacher_is_refused()
    {
        using var folder = new Files.TemporaryFolder();
        var options = new TrainingOptions { Epochs = 2, Distill = true, Checkpoint = new(folder.At("c.safetensors")) };
        Trainer.Train(Make(), _train, null, options, new() { Teacher = Make() });

        var other = Make();
        Initializer.Apply(other.Parameters, "he", 1);

        Assert.Contains("here it is 'distill: ", Refused(Make(), _train, null, options, new() { Teacher = other }));
        Assert.Equal(2, Trainer.Train(Make(), _train, null, options, new() { Teacher = Make() }).Epochs.Count);
    }

    [Fact]
    public void A_checkpoint_that_does_not_say_where_its_training_began_is_refused()
    {
        using var folder = new Files.TemporaryFolder();
        var path = folder.At("c.safetensors");
        var options = new TrainingOptions { Epochs = 2, Checkpoint = new(path) };
        Trainer.Train(Make(), _train, null, options);
        var tensors = Safetensors.Read(path);
        var lines = tensors.Metadata["netspec.training"].Split('\n').Where(line => !line.StartsWith("parameters before", StringComparison.Ordinal));
        tensors.Metadata["netspec.training"] = string.Join('\n', lines);
        Safetensors.Write(path, tensors);

        AssertRefuses("c.safetensors' is a checkpoint of an earlier build, ", options);
    }

    [Fact]
    public void A_stop_while_the_data_is_read_is_a_stop()
    {
        using var folder = new Files.TemporaryFolder();
        var options = new TrainingOptions { Epochs = 2, Checkpoint = new(folder.At("c.safetensors")) };
        Trainer.Train(Make(), _train, null, options);
        var network = Make();

        var result = Trainer.Train(network, _train, null, options with { Epochs = 4 }, new() { Cancellation = new(true) });

        Assert.Equal((StopReason.Cancelled, 0), (result.Stopped, result.Epochs.Count));
        Assert.Equal(Make().Parameters.Memory.Span.ToArray(), network.Parameters.Memory.Span.ToArray());
    }

    [Fact]
    public void A_damaged_checkpoint_changes_nothing()
    {
        using var folder = new Files.TemporaryFolder();
        var path = folder.At("c.safetensors");
        var options = new TrainingOptions { Epochs = 2, Checkpoint = new(path) };
        Trainer.Train(Make(), _train, null, options);
        var tensors = Safetensors.Read(path);
        tensors["optimizer.exp_avg.dense2.bias"] = Tensor.Create([1f], 1);
        Safetensors.Write(path, tensors);
        AssertRefuses("'optimizer.exp_avg.dense2.bias' holds 1 values", options);
    }

    private static void AssertRefuses(string part, TrainingOptions options)
    {
        var network = Make();
        var before = network.Parameters.Memory.Span.ToArray();
        Assert.Contains(part, Assert.Throws<InputException>(() => Trainer.Train(network, _train, null, options)).Message);
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
        Assert.Equal(0, network.Calls);
    }

    private static string Refused(TinyNetwork network, IDataSource train, IDataSource? validation, TrainingOptions options, TrainingContext? context = null)
    {
        var before = network.Parameters.Memory.Span.ToArray();
        var message = Assert.Throws<InputException>(() => Trainer.Train(network, train, validation, options, context)).Message;
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
        Assert.Equal(0, network.Calls);
        return message;
    }

    private static TinyNetwork Make() => new(Loss.CrossEntropy, 2, 5, 2, noise: 0.3);
}
