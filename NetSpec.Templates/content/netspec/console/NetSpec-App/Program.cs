using NetSpec_App;

var (network, accuracy) = Training.Run(epochs: 20, Console.WriteLine);
network.Save("classifier.safetensors");
Console.WriteLine(FormattableString.Invariant($"accuracy {accuracy:P1} on samples it has not seen; weights in classifier.safetensors"));
