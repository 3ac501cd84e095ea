using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class DistillationTests
{
    private static readonly TrainingOptions _options = new() { Batch = 3, Epochs = 1, Distill = true };

    [Fact]
    public void Cross_entropy_mixes_softmax_and_class()
    {
        var (seen, outputs, targets) = Train(Loss.CrossEntropy, 3, [2, 0, 1]);
        for (var s = 0; s < 3; s++)
        {
            var exps = outputs.Skip(s * 3).Take(3).Select(y => Math.Exp(y)).ToArray();
            for (var o = 0; o < 3; o++)
                Assert.Equal((0.5 * exps[o] / exps.Sum()) + (o == (int)targets[s] ? 0.5 : 0), seen[(s * 3) + o], 6);
        }
    }

    [Fact]
    public void Large_logits_do_not_overflow()
    {
        var mixed = new float[3];
        LossRules.Of(Loss.CrossEntropy).Mix([1000, 999, -1000], [2], mixed);
        Assert.Equal([0.5 / (1 + Math.Exp(-1)), 0.5 / (1 + Math.E), 0.5], mixed.Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Binary_cross_entropy_mixes_sigmoid_and_target() =>
        AssertMixed(Loss.BinaryCrossEntropy, [1, 0, 1], (y, t) => (0.5 / (1 + Math.Exp(-y))) + (0.5 * t));

    [Fact]
    public void Mse_mixes_the_values() => AssertMixed(Loss.Mse, [2.5f, -3, 0.5f], (y, t) => (0.5 * y) + (0.5 * t));

    [Fact]
    public void Hinge_mixes_the_clipped_output_and_the_sign() =>
        AssertMixed(Loss.Hinge, [1, -1, 1], (y, t) => (0.5 * Math.Clamp(y, -1, 1)) + (0.5 * t));

    [Fact]
    public void A_student_learns_its_teachers_opinion_where_classes_say_nothing()
    {
        var data = ArraySource.Circles(200, 1, Loss.BinaryCrossEntropy);
        var teacher = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 8, 1);
        Trainer.Train(teacher, data, null, new() { Optimizer = new("adam", 0.02), Epochs = 40 });
        var random = new RandomSource(9);
        var points = Enumerable.Range(0, 400).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray();
        var undecided = new ArraySource(points, [.. Enumerable.Repeat(0.5f, 200)], 2, 1);
        var student = new TinyNetwork(Loss.BinaryCrossEntropy, 2, 8, 1);
        Initializer.Apply(student.Parameters, null, 99);
        Trainer.Train(student, undecided, null, new() { Optimizer = new("adam", 0.02), Epochs = 60, Distill = true }, new() { Teacher = teacher });
        var (ours, theirs) = (new float[200], new float[200]);
        student.Forward(points, ours);
        teacher.Forward(points, theirs);
        Assert.InRange(ours.Zip(theirs, (a, b) => (a > 0) == (b > 0) ? 1.0 : 0).Average(), 0.9, 1);
    }

    [Fact]
    public void A_teacher_that_is_missing_or_does_not_fit_is_refused()
    {
        var network = new TinyNetwork(Loss.Mse, 2, 4, 1);
        var data = new ArraySource([1, 2], [1], 2, 1);
        Assert.Equal(
            "distill needs the network that Tiny is to learn from; there is none here.",
            Assert.Throws<InputException>(() => Trainer.Train(network, data, null, _options)).Message);
        Assert.Equal(
            "Tiny cannot learn from Tiny: it has 2 inputs and 1 outputs, Tiny 3 and 2.",
            Assert.Throws<InputException>(() => Trainer.Train(network, data, null, _options, new() { Teacher = new TinyNetwork(Loss.Mse, 3, 4, 2) })).Message);
    }

    [Fact]
    public void A_teacher_is_ignored_unless_options_ask_for_it()
    {
        var network = new TinyNetwork(Loss.Mse, 2, 4, 1) { SeenTargets = [] };
        Trainer.Train(network, new ArraySource([1, 2], [7], 2, 1), null, _options with { Distill = false }, new() { Teacher = new TinyNetwork(Loss.Mse, 2, 4, 1) });
        Assert.Equal([7f], network.SeenTargets.Single());
    }

    private static void AssertMixed(Loss loss, float[] targets, Func<double, double, double> expected)
    {
        var (seen, outputs, ordered) = Train(loss, 1, targets);
        for (var s = 0; s < 3; s++)
            Assert.Equal(expected(outputs[s], ordered[s]), seen[s], 6);
    }

    // Targets as the network saw them, with the teacher's outputs and the data's targets in the same order.
    private static (float[] Seen, float[] Outputs, float[] Targets) Train(Loss loss, int outputs, float[] targets)
    {
        var network = new TinyNetwork(loss, 2, 4, outputs) { SeenTargets = [], SeenInputs = [] };
        var teacher = new TinyNetwork(loss, 2, 4, outputs);
        Initializer.Apply(teacher.Parameters, "he", 20);
        teacher.Parameters.Write("dense2.bias", [.. Enumerable.Range(0, outputs).Select(o => 2f - o)]);
        Trainer.Train(network, new ArraySource([1, 2, 3, 4, 5, 6], targets, 2, 1), null, _options, new() { Teacher = teacher });
        var inputs = network.SeenInputs.Single();
        var given = new float[3 * outputs];
        teacher.Forward(inputs, given);
        return (network.SeenTargets.Single(), given, [.. inputs.Chunk(2).Select(x => targets[(int)(x[0] - 1) / 2])]);
    }
}
