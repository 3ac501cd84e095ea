using System.Globalization;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>
/// Randomly made networks of mixed kinds, the same for the same seed. Layers are drawn one after another, and one that cannot follow is drawn
/// again, so that the language itself decides what fits. Functions are smooth, and a maxpool comes before any weight: a difference taken
/// across a kink says nothing.
/// </summary>
internal static class RandomNetworks
{
    private static readonly string[] Smooth = ["tanh", "sigmoid", "gelu", "silu", "softplus", "softsign", "{ elu: 1 }"];

    private static readonly Dictionary<string, string[]> Layers = new()
    {
        ["image"] =
        [
            "{ conv2d: 4, kernel: 2A }", "{ conv2d: 3, kernel: 3, padding: sameA }", "{ conv2d: 6, kernel: [1, 2], stride: [2, 1], groups: 2A }",
            "{ conv2d: 4, kernel: 2, padding: 1, dilation: 2, groups: 4, bias: falseA }", "{ conv2d: 4, kernel: 1A }", "avgpool: 2", "{ avgpool: 2, stride: 1, padding: 1 }",
            "{ batchnorm: A }", "{ activation: B }", "{ dropout: 0.3 }", "{ normalize: { mean: 0.2, std: 1.5 } }",
            "{ residual: { body: [{ conv2d: 3, padding: sameA }], shortcut: [{ conv2d: 3, kernel: 1 }] }A }",
            "{ residual: { body: [{ batchnorm: A }, { activation: B }] } }",
            "{ concat: [[], [{ conv2d: 2, padding: sameA }], [{ conv2d: 1, kernel: 1 }]] }",
        ],
        ["sequence"] =
        [
            "{ conv1d: 4, kernel: 3, padding: causalA }", "{ conv1d: 6, kernel: 2, groups: 2A }", "{ conv1d: 4, kernel: 3, padding: same, dilation: 1A }",
            "{ conv1d: 4, kernel: 2, padding: causal, dilation: 2, groups: 4A }", "{ dense: 4A }", "layernorm:", "{ dropout: 0.3 }", "{ activation: B }",
            "{ rnn: 4, return: sequence }", "{ gru: 3, return: sequenceA }", "{ lstm: 4, return: sequence }",
            "{ residual: { body: [{ gru: 4, return: sequence }], shortcut: [{ dense: 4 }] }A }", "{ residual: { body: [layernorm: , { activation: B }] } }",
        ],
        ["features"] =
        [
            "{ dense: 5A }", "{ dense: 17, bias: falseA }", "{ batchnorm: A }", "layernorm:", "{ dropout: 0.2, noise: gaussian }", "{ activation: B }",
            "{ residual: { body: [{ dense: 4A }, layernorm: ], shortcut: [{ dense: 4 }] } }", "{ residual: { body: [{ activation: B }] } }",
            "{ concat: [[], [{ dense: 3A }]] }", "{ concat: [[{ dense: 2A }], [{ dense: 2 }, batchnorm: ]] }",
        ],
    };

    private static readonly Dictionary<string, string[]> Ends = new()
    {
        ["image"] = ["{ flatten: A }", "global_avgpool:"],
        ["sequence"] = ["{ rnn: 4 }", "{ gru: 3A }", "{ lstm: 3 }", "flatten:", "global_avgpool:"],
        ["features"] = [],
    };

    /// <summary>The network of a seed; images, sequences and features take turns.</summary>
    public static string Of(int seed)
    {
        var random = new Random(seed);
        var input = (seed % 3) switch { 0 => $"[{random.Next(1, 4)}, {random.Next(4, 7)}, {random.Next(4, 7)}]", 1 => $"[{random.Next(3, 7)}, {random.Next(1, 5)}]", _ => $"{random.Next(2, 20)}" };
        var layers = new List<string>();
        if (seed % 3 == 0 && random.Next(2) == 0) layers.Add("{ maxpool: 2, stride: 1 }");
        var (wanted, loss) = (random.Next(3, 6) + layers.Count, (string[])["mse", "huber", "cross_entropy", "binary_cross_entropy"]);
        while (layers.Count < wanted) Add(input, layers, Layers, random);
        while (ShapeOf(input, layers) is "image" or "sequence") Add(input, layers, Ends, random);
        Add(input, layers, Layers, random);
        return Text(input, [.. layers, "dense: 2"]) + $"loss: {loss[random.Next(loss.Length)]}\n";
    }

    /// <summary>The kinds in a network, inner ones included.</summary>
    public static IEnumerable<string> KindsOf(string text) => SpecReader.Read(text, "random").Network!.AllLayers().Select(l => l.Layer.Kind.Keyword);

    private static void Add(string input, List<string> layers, Dictionary<string, string[]> choices, Random random)
    {
        var candidates = choices[ShapeOf(input, layers)];
        for (var tries = 0; ; tries++)
        {
            Assert.True(tries < 1000, $"No layer can follow in {Text(input, layers)}");
            var layer = candidates[random.Next(candidates.Length)].Replace("B", Smooth[random.Next(Smooth.Length)], StringComparison.Ordinal);
            layer = layer.Replace("A }", random.Next(2) == 0 ? " }" : $", activation: {Smooth[random.Next(Smooth.Length)]} }}", StringComparison.Ordinal);
            if (SpecReader.Read(Text(input, [.. layers, layer]), "random").Diagnostics.Count > 0) continue;
            layers.Add(layer);
            return;
        }
    }

    private static string ShapeOf(string input, List<string> layers)
    {
        var shape = layers.Count == 0
            ? SpecReader.Read(Text(input, ["{ activation: linear }"]), "random").Network!.Output
            : SpecReader.Read(Text(input, layers), "random").Network!.Output;
        return shape.IsImage ? "image" : shape.IsSequence ? "sequence" : "features";
    }

    private static string Text(string input, IEnumerable<string> layers) =>
        string.Create(CultureInfo.InvariantCulture, $"netspec: 1\nname: Mixed\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}");
}
