using NetSpec.Runtime;

namespace NetSpec.Samples;

/// <summary>The handwritten digits that every sample uses: images of 8 x 8, four fifths to learn from and one fifth to test.</summary>
internal static class DigitData
{
    public static DataSet Load() => DataLoader.Load(DataOptions.Parse("digits:test=0.2,seed=1", ""));

    /// <summary>A network's answer for the first images of the test set, beside the truth.</summary>
    public static void ShowAnswers(INetwork network, IDataSource test, int count = 10)
    {
        var indices = Enumerable.Range(0, count).Select(i => (long)i).ToArray();
        var (images, truth) = (new float[count * test.InputSize], new float[count]);
        test.Read(indices, images, truth);
        var logits = new float[count * network.Info.OutputSize];
        network.Forward(images, logits);

        var answers = logits.Chunk(network.Info.OutputSize).Select(one => Array.IndexOf(one, one.Max()));
        Console.WriteLine($"answers {string.Join(' ', answers)}");
        Console.WriteLine($"truth   {string.Join(' ', truth)}");
    }

    /// <summary>The weights that lie beside a network's spec, under its class's name.</summary>
    public static string WeightsOf(NetworkInfo network) => Path.Combine(AppContext.BaseDirectory, "Networks", network.Name + ".safetensors");
}
