using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Onnx;

/// <summary>ONNX Runtime computes what the network computes.</summary>
public class ExportRuntimeTests
{
    private const int Samples = 3;

    [OnnxRuntimeFact]
    public void OnnxRuntimeGivesTheAnswersOfEveryNetwork()
    {
        using var folder = new TemporaryFolder();
        var networks = ExportedSpecs.Names.Select(name => (Name: name, Case: Export(name, folder))).ToList();

        var outputs = OnnxRuntime.Run([.. networks.Select(n => (n.Case.Path, n.Case.Input, n.Case.Shape))]);

        Assert.All(networks.Zip(outputs), pair => Assert.True(
            Distance(pair.First.Case.Output, pair.Second) < 1e-5,
            $"{pair.First.Name} is {Distance(pair.First.Case.Output, pair.Second)} away"));
    }

    private static (string Path, float[] Input, IReadOnlyList<int> Shape, float[] Output) Export(string name, TemporaryFolder folder)
    {
        var text = ExportedSpecs.Read(name);
        using var compiled = SpecCompiler.Compile<float>(text, "net.net.yaml");
        var (network, info) = (compiled.Network, compiled.Network.Info);
        Initializer.Apply(network.Parameters, "pytorch", 1);
        var random = new RandomSource(2);
        foreach (var state in info.Parameters.Where(p => !p.IsTrained))
            network.Parameters.Write(state.Name, [.. Enumerable.Range(0, state.Length).Select(_ => (float)(0.5 + random.NextDouble()))]);
        var input = Enumerable.Range(0, Samples * info.InputSize).Select(_ => (float)random.NextGaussian()).ToArray();
        var output = new float[Samples * info.OutputSize];
        network.Forward(input, output);
        var path = Path.Combine(folder.Path, name.Replace(' ', '_') + ".onnx");
        OnnxExport.Write(path, SpecReader.Read(text, "net.net.yaml").Network!, Weights.Save(network.Parameters));
        return (path, input, [Samples, .. info.InputShape], output);
    }

    private static double Distance(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        // Absolute near zero, relative to the largest answer where answers are large.
        return expected.Zip(found, (e, f) => Math.Abs((double)e - f)).Max() / Math.Max(1, expected.Max(Math.Abs));
    }
}
