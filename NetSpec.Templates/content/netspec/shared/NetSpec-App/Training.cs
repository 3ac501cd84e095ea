namespace NetSpec_App;

// Inside the namespace, so that a project may bear the name of a type that is used here.
using System;
using NetSpec.Runtime;

/// <summary>Trains the network on the handwritten digits that come with NetSpec: images of 8 x 8, ten classes.</summary>
public static class Training
{
    // Your own data: csv:path=data.csv,target=label, or npy, idx, cifar, or an IDataSource of your own.
    private const string Data = "digits:test=0.2,seed=1";

    /// <summary>Trains a new network.</summary>
    /// <param name="epochs">Passes over the samples.</param>
    /// <param name="report">Gets a line after every epoch.</param>
    /// <returns>The network, and its accuracy on samples that it has not seen.</returns>
    public static (Classifier Network, double Accuracy) Run(int epochs, Action<string>? report = null)
    {
        using var data = DataLoader.Load(DataOptions.Parse(Data, "."));
        var network = new Classifier();
        network.Initialize(seed: 1);
        var options = new TrainingOptions { Optimizer = new OptimizerOptions("adam", LearningRate: 0.002), Batch = 32, Epochs = epochs, Seed = 1 };
        Trainer.Train(network, data.Train, validation: null, options, new TrainingContext
        {
            EpochFinished = e => report?.Invoke(FormattableString.Invariant($"epoch {e.Epoch}: loss {e.TrainLoss:F3}, accuracy {e.TrainAccuracy:P1}")),
        });
        return (network, Evaluator.Evaluate(network, data.Test!).Accuracy!.Value);
    }
}
