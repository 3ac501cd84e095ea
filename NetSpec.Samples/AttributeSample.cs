using NetSpec.Runtime;

namespace NetSpec.Samples;

/// <summary>A network written as attributes; the generator adds the rest of the class.</summary>
[Network(64, Loss = Loss.CrossEntropy)]
[Dense(32, Activation = Activation.Relu)]
[Dense(16, Activation = Activation.Relu)]
[Dense(10)]
public sealed partial class DigitReader;

/// <summary>Trains an attribute class and uses it.</summary>
internal static class AttributeSample
{
    public static void Run()
    {
        using var digits = DigitData.Load();
        var network = new DigitReader();
        network.Initialize(seed: 1);
        Console.WriteLine($"{nameof(DigitReader)}: {DigitReader.ParameterCount} parameters; learns from {digits.Train.Count} digits.");

        var options = new TrainingOptions { Optimizer = new OptimizerOptions("adam", LearningRate: 0.002), Batch = 32, Epochs = 20, Seed = 1 };
        Trainer.Train(network, digits.Train, validation: null, options, new TrainingContext { EpochFinished = Show });

        var test = Evaluator.Evaluate(network, digits.Test!);
        Console.WriteLine(FormattableString.Invariant($"test: loss {test.Loss:F3}, accuracy {test.Accuracy:P1} of {test.Samples} digits it has not seen"));
        DigitData.ShowAnswers(network, digits.Test!);
    }

    private static void Show(EpochResult epoch)
    {
        if (epoch.Epoch % 5 == 0)
            Console.WriteLine(FormattableString.Invariant($"epoch {epoch.Epoch,2}: loss {epoch.TrainLoss:F3}, accuracy {epoch.TrainAccuracy:P1}"));
    }
}
