using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>Specs of recurrent networks, and samples for them.</summary>
internal static class Specs
{
    public static readonly VectorPath[] Paths = [VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128];

    public static readonly string[] Kinds = ["rnn", "gru", "lstm"];

    public static string Of(int steps, int features, params string[] layers) =>
        FormattableString.Invariant($"netspec: 1\nname: Recurrent\ninput: [{steps}, {features}]\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}");

    public static string Layer(string kind, int units, bool sequence, string more = "") =>
        FormattableString.Invariant($"{{ {kind}: {units}, return: {(sequence ? "sequence" : "last")}{more} }}");

    public static CompiledNetwork<T> Compile<T>(string spec, VectorPath path)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var compiled = SpecCompiler.Compile<T>(spec, "recurrent.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", seed: 5);
        return compiled;
    }

    public static T[] Values<T>(int count)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((4 * random.NextDouble()) - 2))];
    }
}
