namespace NetSpec_App.Tests;

// Inside the namespace, so that a project may bear the name of a type that is used here.
using System;
using System.IO;
using System.Linq;
using Xunit;

public sealed class ClassifierTests
{
    [Fact]
    public void LearnsItsData()
    {
        var (_, accuracy) = Training.Run(epochs: 10);
        Assert.InRange(accuracy, 0.9, 1);
    }

    [Fact]
    public void AnswersABatchAsItsSamples()
    {
        var network = new Classifier();
        network.Initialize(seed: 2);
        var input = Enumerable.Range(0, 3 * Classifier.InputSize).Select(i => (i % 7) / 7f).ToArray();
        var together = new float[3 * Classifier.OutputSize];
        network.Forward(input, together);

        var alone = new float[Classifier.OutputSize];
        for (var sample = 0; sample < 3; sample++)
        {
            network.Forward(input.AsSpan(sample * Classifier.InputSize, Classifier.InputSize), alone);
            for (var unit = 0; unit < alone.Length; unit++)
                Assert.Equal(alone[unit], together[(sample * alone.Length) + unit], tolerance: 1e-4);
        }
    }

    [Fact]
    public void IsTheSameAfterSavingAndLoading()
    {
        var (network, loaded) = (new Classifier(), new Classifier());
        network.Initialize(seed: 3);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            network.Save(file);
            loaded.Load(file);
        }
        finally
        {
            File.Delete(file);
        }
        Assert.Equal(Answer(network), Answer(loaded));
    }

    private static float[] Answer(Classifier network)
    {
        var output = new float[Classifier.OutputSize];
        network.Forward(Enumerable.Repeat(0.5f, Classifier.InputSize).ToArray(), output);
        return output;
    }
}
