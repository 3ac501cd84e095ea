using NetSpec.Runtime;

namespace NetSpec.Samples;

/// <summary>Uses a network whose spec, Networks/Digits.net.yaml, was compiled with this program, with weights from the file beside it.</summary>
internal static class SpecFileSample
{
    public static void Run()
    {
        var network = new Digits();
        network.Load(DigitData.WeightsOf(Digits.Info));
        Console.WriteLine($"{Digits.Info.Name}: {string.Join(", ", Digits.Info.Layers.Select(layer => $"{layer.Path} with {layer.Units} units"))}");

        using var digits = DigitData.Load();
        var image = new float[Digits.InputSize];
        digits.Test!.Read([0], image, new float[1]);
        Draw(image);

        var logits = new float[Digits.OutputSize];
        network.Forward(image, logits);
        Console.WriteLine($"This is a {Array.IndexOf(logits, logits.Max())}.");
        DigitData.ShowAnswers(network, digits.Test);
        Console.WriteLine(FormattableString.Invariant($"accuracy {Evaluator.Evaluate(network, digits.Test).Accuracy:P1} of {digits.Test.Count} digits"));
    }

    private static void Draw(float[] image)
    {
        foreach (var row in image.Chunk(8))
            Console.WriteLine(string.Concat(row.Select(value => new string(" .:+#"[(int)(value * 4.99f)], 2))));
    }
}
