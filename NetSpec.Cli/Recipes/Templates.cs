using NetSpec.Cli.Hosting;
using NetSpec.Runtime;

namespace NetSpec.Cli.Recipes;

/// <summary>Text to start from.</summary>
/// <param name="Spec">NAME.net.yaml.</param>
/// <param name="Recipe">NAME.run.yaml.</param>
internal sealed record Template(string Spec, string Recipe);

/// <summary>The templates, by kind.</summary>
internal static class Templates
{
    private static readonly Dictionary<string, (int Rank, string Input, string Layers)> ByKind = new()
    {
        ["mlp"] = (1, "one number, the features", """
              - { dense: 64, activation: relu }
              - { dense: 32, activation: relu }
            """),
        ["cnn"] = (3, "three numbers, C,H,W", """
              - { conv2d: 32, kernel: 3, padding: same, activation: relu }
              - maxpool: 2
              - { conv2d: 64, kernel: 3, padding: same, activation: relu }
              - maxpool: 2
              - flatten:
              - { dense: 128, activation: relu }
            """),
        ["rnn"] = (2, "two numbers, T,F", """
              - gru: 32
            """),
    };

    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. ByKind.Keys];

    /// <summary>Fills a template in.</summary>
    /// <exception cref="UsageException">The input has another number of dimensions than the kind reads.</exception>
    public static Template Of(string kind, int[] input, string name, int outputs)
    {
        var (rank, expected, layers) = ByKind[kind];
        if (input.Length != rank) throw new UsageException($"--kind {kind} takes an --input of {expected}, not {input.Length}.");
        var shape = rank == 1 ? input[0].ToString(System.Globalization.CultureInfo.InvariantCulture) : $"[{string.Join(", ", input)}]";
        var loss = outputs == 1 ? Loss.Mse : Loss.CrossEntropy;
        var spec = $"""
            netspec: 1
            name: {name}
            input: {shape}
            layers:
            {layers}
              - dense: {outputs}
            loss: {(loss == Loss.Mse ? "mse" : "cross_entropy")}

            """;
        var recipe = $$"""
            network: {{name}}.net.yaml
            data: { kind: csv, path: {{name}}.csv, test: 0.2 }
            train: { optimizer: { adam: { learning_rate: 0.001 } }, batch: 32, epochs: 40, seed: 1 }
            prune: { alpha: 0.95, theta: 0.5, reconstruct: refit }
            finetune: { epochs: 10 }
            repeat: 1
            compare: [random, magnitude]

            """;
        return new(spec.ReplaceLineEndings("\n"), recipe.ReplaceLineEndings("\n"));
    }
}
