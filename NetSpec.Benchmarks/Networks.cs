using System.Text;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks;

/// <summary>Networks of the benchmarks: chains of dense layers with relu between, seeded parameters and inputs.</summary>
internal static class Networks
{
    public static string Spec(string name, string loss, params int[] widths)
    {
        var text = new StringBuilder($"netspec: 1\nname: {name}\ninput: {widths[0]}\nlayers:\n");
        for (var i = 1; i < widths.Length; i++)
            text.Append(i < widths.Length - 1 ? $"  - {{ dense: {widths[i]}, activation: relu }}\n" : $"  - dense: {widths[i]}\n");
        return text.Append($"loss: {loss}\n").ToString();
    }

    public static CompiledNetwork<float> Compile(string name, string loss, params int[] widths)
    {
        var compiled = SpecCompiler.Compile<float>(Spec(name, loss, widths), name + ".net.yaml");
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        return compiled;
    }

    public static float[] Gaussian(int length, ulong seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextGaussian())];
    }
}
