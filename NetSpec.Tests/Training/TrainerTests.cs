using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class TrainerTests
{
    private static TrainingOptions Options => new() { Optimizer = new("adam", 0.02), Batch = 16, Epochs = 30, Seed = 5 };

    [Theory]
    [InlineData(Loss.BinaryCrossEntropy, 1)]
    [InlineData(Loss.CrossEntropy, 2)]
    [InlineData(Loss.Hinge, 1)]
    public void It_learns(Loss loss, int outputs)
    {
        var network = new TinyNetwork(loss, 2, 8, outputs);
        var result = Trainer.Train(network, ArraySource.Circles(300, 1, loss), ArraySource.Circles(200, 2, loss), Options);
        Assert.Equal(StopReason.Finished, result.Stopped);
        Assert.Equal(Enumerable.Range(1, 30), result.Epochs.Select(e => e.Epoch));
        Assert.True(result.Epochs[^1].TrainLoss < 0.5 * result.Epochs[0].TrainLoss);
        Assert.InRange(result.Epochs[^1].TrainAccuracy!.Value, 0.9, 1);
        Assert.InRange(result.Epochs[^1].ValidationAccuracy!.Value, 0.85, 1);
        Assert.Equal(result.Epochs.MinBy(e => e.ValidationLoss)!.Epoch, result.BestEpoch);
    }

    [Fact]
    public void The_seed_fixes_every_bit_in_every_culture()
    {
        var first = Train(5);
        Assert.Equal(first, Train(5));
        Culture.German(() => Assert.Equal(first, Train(5)));
        Assert.NotEqual(first, Train(6));
    }

    [Fact]
    public void A_step_is_the_gradient_with_penalties_clipped_and_optimised()
    {
        var data = ArraySource.Circles(20, 3, Loss.BinaryCrossEntropy);
        var (network, expected) = (new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1), new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1));
        var options = new TrainingOptions
        {
            Optimizer = new("sgd", 0.5), Batch = 100, Epochs = 1, L1 = 0.01, L2 = 0.1, Clip = 0.05, ClassWeights = [1, 3], Threads = 2,
        };
        network.SeenInputs = [];
        Trainer.Train(network, data, null, options);

        Assert.Equal(2, network.Threads);
        var inputs = network.SeenInputs.Single();
        var targets = Classify(inputs);
        var gradient = new GradientSet<float>(expected.Parameters);
        expected.Gradient(inputs, targets, gradient, new() { SampleWeights = Array.ConvertAll(targets, t => t > 0 ? 3f : 1f) });
        new Penalty<float>(expected.Parameters, 0.01, 0.1).AddTo(gradient);
        Assert.True(new Clipping(expected.Parameters, 0.05).Apply(gradient) > 0.05);
        foreach (var info in expected.Info.Parameters)
        {
            var stepped = expected.Parameters.Read(info.Name).Zip(gradient.Read(info.Name), (w, g) => w - (0.5f * g));
            Assert.Equal(stepped, network.Parameters.Read(info.Name));
        }
    }

    [Fact]
    public void Every_epoch_sees_every_sample_once_in_an_order_of_its_own()
    {
        var data = ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy);
        var all = new float[100];
        data.Read([.. Enumerable.Range(0, 50).Select(i => (long)i)], all, new float[50]);
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1) { SeenInputs = [], SeenSeeds = [] };
        Trainer.Train(network, data, null, Options with { Epochs = 2 });

        Assert.Equal([32, 32, 32, 4, 32, 32, 32, 4], network.SeenInputs.Select(x => x.Length));
        var epochs = network.SeenInputs.Chunk(4).Select(batches => batches.SelectMany(x => x).ToArray()).ToList();
        Assert.All(epochs, seen => Assert.Equal(all.Order(), seen.Order()));
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.Equal(8, network.SeenSeeds.Distinct().Count());
    }

    [Fact]
    public void Losses_and_accuracies_are_means_over_samples()
    {
        var train = ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy);
        var validation = ArraySource.Circles(300, 2, Loss.BinaryCrossEntropy);
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        // So small a rate that nothing moves.
        var epoch = Trainer.Train(network, train, validation, Options with { Epochs = 1, Optimizer = new("sgd", 1e-20) }).Epochs.Single();
        var (trainLoss, trainAccuracy) = Measure(network, train);
        var (validationLoss, validationAccuracy) = Measure(network, validation);
        Assert.Equal(trainLoss, epoch.TrainLoss, 5);
        Assert.Equal(trainAccuracy, epoch.TrainAccuracy!.Value, 12);
        Assert.Equal(validationLoss, epoch.ValidationLoss!.Value, 5);
        Assert.Equal(validationAccuracy, epoch.ValidationAccuracy!.Value, 12);
    }

    [Fact]
    public void Class_weights_make_the_loss_PyTorchs_weighted_mean()
    {
        var train = ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy);
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        var options = Options with { Epochs = 1, Optimizer = new("sgd", 1e-20), ClassWeights = [0.5, 2] };
        var epoch = Trainer.Train(network, train, null, options).Epochs.Single();
        var (inputs, targets) = ReadAll(train);
        Assert.Equal(network.Loss(inputs, targets, Array.ConvertAll(targets, t => t > 0 ? 2f : 0.5f)), epoch.TrainLoss, 5);
    }

    [Fact]
    public void A_batch_of_weight_zero_changes_nothing()
    {
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        var before = network.Parameters.Memory.Span.ToArray();
        var data = new ArraySource([1, 2, 3, 4], [0, 0], 2, 1);
        var result = Trainer.Train(network, data, null, Options with { Batch = 1, Epochs = 2, ClassWeights = [0, 1] });
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
        Assert.All(result.Epochs, e => Assert.Equal(0, e.TrainLoss));
    }

    [Fact]
    public void The_schedule_sets_the_rate_of_each_step()
    {
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        var options = Options with { Epochs = 4, Schedule = new StepSchedule(2, 0.5) };
        var result = Trainer.Train(network, ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy), null, options);
        Assert.Equal([0.02, 0.02, 0.01, 0.01], result.Epochs.Select(e => e.LearningRate));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        // The steps of one training lie in a callback; five trainings stand in for Allocations.Of.
        Assert.Contains(Enumerable.Range(0, 5), _ => EqualAllocations());
    }

    private static bool EqualAllocations()
    {
        var network = new TinyNetwork(Loss.CrossEntropy, 2, 4, 2);
        var options = Options with { Epochs = 3, Batch = 8, L2 = 0.1, Clip = 1, ClassWeights = [1, 2], Distill = true, Schedule = new CosineSchedule() };
        var context = new TrainingContext { Teacher = new TinyNetwork(Loss.CrossEntropy, 2, 4, 2), Progress = new Silent() };
        Trainer.Train(network, ArraySource.Circles(80, 1, Loss.CrossEntropy), null, options, context);
        Assert.Equal(30, network.Calls);
        return Enumerable.Range(0, 30).All(call => call % 10 == 0 || network.Allocated[call - 1] == network.Allocated[call]);
    }

    [Fact]
    public void Progress_ends_every_epoch_and_epochs_are_told_in_order()
    {
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        var (told, epochs) = (new Listener(), new List<int>());
        var context = new TrainingContext { Progress = told, EpochFinished = e => epochs.Add(e.Epoch) };
        var result = Trainer.Train(network, ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy), null, Options with { Epochs = 3 }, context);
        Assert.Equal([1, 2, 3], epochs);
        var last = told.Reports.Where(r => r.Step == r.StepsPerEpoch).ToList();
        Assert.Equal([1, 2, 3], last.Select(r => r.Epoch));
        Assert.Equal(result.Epochs.Select(e => e.TrainLoss), last.Select(r => r.Loss));
        Assert.All(told.Reports, r => Assert.Equal((4L, 3), (r.StepsPerEpoch, r.Epochs)));
    }

    [Fact]
    public void No_epochs_change_nothing()
    {
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1);
        var before = network.Parameters.Memory.Span.ToArray();
        var result = Trainer.Train(network, ArraySource.Circles(5, 1, Loss.BinaryCrossEntropy), null, Options with { Epochs = 0 });
        Assert.Empty(result.Epochs);
        Assert.Equal((0, StopReason.Finished), (result.BestEpoch, result.Stopped));
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
    }

    private static float[] Train(ulong seed)
    {
        var network = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 4, 1, noise: 0.2);
        Trainer.Train(network, ArraySource.Circles(50, 1, Loss.BinaryCrossEntropy), null, Options with { Epochs = 3, Seed = seed });
        return network.Parameters.Memory.Span.ToArray();
    }

    private static float[] Classify(float[] points) =>
        [.. points.Chunk(2).Select(p => ((double)p[0] * p[0]) + ((double)p[1] * p[1]) > 0.6 ? 1f : 0f)];

    private static (float[] Inputs, float[] Targets) ReadAll(ArraySource data)
    {
        var (inputs, targets) = (new float[data.Count * 2], new float[data.Count]);
        data.Read([.. Enumerable.Range(0, (int)data.Count).Select(i => (long)i)], inputs, targets);
        return (inputs, targets);
    }

    private static (double Loss, double Accuracy) Measure(TinyNetwork network, ArraySource data)
    {
        var (inputs, targets) = ReadAll(data);
        var outputs = new float[targets.Length];
        network.Forward(inputs, outputs);
        return (network.Loss(inputs, targets), outputs.Zip(targets, (y, t) => (y > 0) == (t > 0) ? 1.0 : 0).Average());
    }

    private sealed class Silent : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }

    private sealed class Listener : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
