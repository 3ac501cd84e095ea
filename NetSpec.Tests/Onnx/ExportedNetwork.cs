using NetSpec.Compiler;
using NetSpec.Onnx;
using NetSpec.Runtime;
using NetSpec.Spec;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Onnx;

/// <summary>One of <see cref="ExportedSpecs"/> as a model's file, with samples and the network's own answers.</summary>
internal sealed record ExportedNetwork(string Path, float[] Input, IReadOnlyList<int> Shape, float[] Output, IReadOnlyList<int> OutputShape)
{
    private const int Samples = 3;

    public static ExportedNetwork Write(string name, TemporaryFolder folder)
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
        var path = System.IO.Path.Combine(folder.Path, name.Replace(' ', '_') + ".onnx");
        OnnxExport.Write(path, SpecReader.Read(text, "net.net.yaml").Network!, Weights.Save(network.Parameters));
        return new(path, input, [Samples, .. info.InputShape], output, [Samples, .. info.OutputShape]);
    }

    public static double Distance(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        // Absolute near zero, relative to the largest answer where answers are large.
        return expected.Zip(found, (e, f) => Math.Abs((double)e - f)).Max() / Math.Max(1, expected.Max(Math.Abs));
    }
}
