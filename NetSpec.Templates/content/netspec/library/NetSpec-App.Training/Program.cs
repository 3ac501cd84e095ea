namespace NetSpec_App;

// Inside the namespace, so that a project may bear the name of a type that is used here.
using System;

internal static class Program
{
    private static void Main()
    {
        var (network, accuracy) = Training.Run(epochs: 20, Console.WriteLine);
        network.Save("classifier.safetensors");
        Console.WriteLine(FormattableString.Invariant($"accuracy {accuracy:P1} on samples it has not seen; weights in classifier.safetensors"));
    }
}
