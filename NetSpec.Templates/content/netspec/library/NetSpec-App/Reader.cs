namespace NetSpec_App;

/// <summary>What the library offers: answers to images. Thread-safe.</summary>
/// <param name="weightsFile">Weights as the training program writes them.</param>
public sealed class Reader(string weightsFile)
{
    private readonly Classifier _network = Load(weightsFile);

    /// <summary>The class of one image of <see cref="Classifier.InputSize"/> values.</summary>
    public int Read(ReadOnlySpan<float> image)
    {
        Span<float> logits = stackalloc float[Classifier.OutputSize];
        _network.Forward(image, logits);
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        return best;
    }

    private static Classifier Load(string file)
    {
        var network = new Classifier();
        network.Load(file);
        return network;
    }
}
