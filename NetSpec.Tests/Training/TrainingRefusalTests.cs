using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class TrainingRefusalTests
{
    private static readonly ArraySource _circles = ArraySource.Circles(10, 1, Loss.CrossEntropy);

    public static TheoryData<TrainingOptions, string> Options => new()
    {
        { new() { Batch = 0 }, "batch is 0, it must be 1 or more." },
        { new() { Epochs = -1 }, "epochs is -1, it must be 0 or more." },
        { new() { Threads = -2 }, "threads is -2, it must be 0 or more." },
        { new() { L1 = -0.5 }, "l1 is -0.5, it must be 0 or above." },
        { new() { L2 = double.PositiveInfinity }, "l2 is Infinity, it must be 0 or above." },
        { new() { Clip = 0 }, "clip is 0, it must be above 0." },
        { new() { EarlyStopping = new(0) }, "early_stopping: patience is 0, it must be 1 or more." },
        { new() { Checkpoint = new("c", 0) }, "checkpoint: every is 0, it must be 1 or more." },
        { new() { Augment = [new("flip")] }, "augment: flip changes images [channels, height, width], but Tiny takes [2]." },
        { new() { Augment = [new("flap")] }, "There is no augment 'flap'; did you mean 'flip'?" },
        { new() { Augment = [new("flip", 2)] }, "augment: flip takes no size, but 2 was given." },
        { new() { Augment = [new("shift", 0)] }, "augment: shift has the size 0, it must be 1 or more." },
        { new() { ClassWeights = [1, 2, 3] }, "class_weights has 3 numbers, but Tiny tells 2 classes apart." },
        { new() { ClassWeights = [1, -2] }, "class_weights must be numbers of 0 or above, at least one of them above 0." },
        { new() { ClassWeights = [0, 0] }, "class_weights must be numbers of 0 or above, at least one of them above 0." },
        { new() { Optimizer = new("sgd", Momentum: 0.5) }, "sgd has no momentum; it takes learning_rate, weight_decay." },
        { new() { Schedule = new StepSchedule(0) }, "schedule step: every is 0 epochs, it must be 1 or more." },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Options_without_sense_are_refused(TrainingOptions options, string message) =>
        Culture.German(() => AssertRefuses(message, new TinyNetwork(Loss.CrossEntropy, 2, 3, 2), _circles, null, options));

    [Fact]
    public void Class_weights_need_classes() => AssertRefuses(
        "class_weights need one class a sample, but Tiny is trained on values or on several outputs at once.",
        new TinyNetwork(Loss.Mse, 2, 3, 1),
        _circles,
        null,
        new() { ClassWeights = [1, 2] });

    [Theory]
    [InlineData(null, 17, 9)]
    [InlineData("joined", 16, 8)]
    public void A_last_batch_of_one_is_left_out_where_a_layer_joins_samples(string? layer, int ofTwo, int ofFour)
    {
        var network = new TinyNetwork(Loss.CrossEntropy, 2, 3, 2, wholeBatch: layer);
        Trainer.Train(network, ArraySource.Circles(33, 1, Loss.CrossEntropy), null, new() { Batch = 2, Epochs = 1 });
        Assert.Equal(ofTwo, network.Calls);
        Trainer.Train(network, ArraySource.Circles(33, 1, Loss.CrossEntropy), null, new() { Batch = 4, Epochs = 1 });
        Assert.Equal(ofTwo + ofFour, network.Calls);
    }

    [Fact]
    public void Batches_of_one_are_refused_where_a_layer_joins_samples() => AssertRefuses(
        "'joined' normalises over the batch, which needs at least 2 samples; the batch is 1.",
        new TinyNetwork(Loss.CrossEntropy, 2, 3, 2, wholeBatch: "joined"),
        _circles,
        null,
        new() { Batch = 1 });

    [Fact]
    public void Data_of_other_sizes_are_refused()
    {
        var network = new TinyNetwork(Loss.Mse, 2, 3, 1);
        AssertRefuses("The data has 3 values a sample, but the network Tiny takes 2.", network, new ArraySource([1, 2, 3], [1], 3, 1), null, new());
        AssertRefuses("The data has 2 values a target, but the loss mse of the network Tiny takes 1.", network, new ArraySource([1, 2], [1, 2], 2, 2), null, new());
        AssertRefuses("The training data holds no samples.", network, new ArraySource([], [], 2, 1), null, new());
        AssertRefuses("The validation data holds no samples.", network, _circles, new ArraySource([], [], 2, 1), new());
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, 2f, "Sample 0 has the target 2, where the loss cross_entropy of the network Tiny takes a whole class from 0 to 1.")]
    [InlineData(Loss.CrossEntropy, -1f, "Sample 0 has the target -1, where the loss cross_entropy of the network Tiny takes a whole class from 0 to 1.")]
    [InlineData(Loss.CrossEntropy, 0.5f, "Sample 0 has the target 0.5, where the loss cross_entropy of the network Tiny takes a whole class from 0 to 1.")]
    [InlineData(Loss.BinaryCrossEntropy, 1.5f, "Sample 0 has the target 1.5, where the loss binary_cross_entropy of the network Tiny takes a number from 0 to 1.")]
    [InlineData(Loss.Hinge, 0f, "Sample 0 has the target 0, where the loss hinge of the network Tiny takes -1 or 1.")]
    public void Targets_out_of_range_are_refused(Loss loss, float target, string message)
    {
        var network = new TinyNetwork(loss, 2, 3, loss == Loss.CrossEntropy ? 2 : 1);
        Culture.German(() => AssertRefuses(message, network, new ArraySource([1, 2], [target], 2, 1), null, new()));
    }

    private static void AssertRefuses(string message, INetwork network, IDataSource train, IDataSource? validation, TrainingOptions options)
    {
        var before = network.Parameters.Memory.Span.ToArray();
        Assert.Equal(message, Assert.Throws<InputException>(() => Trainer.Train(network, train, validation, options)).Message);
        Assert.Equal(before, network.Parameters.Memory.Span.ToArray());
    }
}
