namespace NetSpec.Tests.Cli;

/// <summary>A small recipe and what a run of it leaves.</summary>
internal static class MiniRun
{
    public const string Recipe = """
        network: mini.net.yaml
        data: { kind: mini, train: 64, test: 32, seed: 1 }
        train: { epochs: 4, batch: 16, init: glorot }
        prune: { widths: [4, 2] }
        finetune: { epochs: 2 }
        repeat: 2
        compare: [random, magnitude, magnitude_folded, spectral_subset]
        """;

    /// <summary><see cref="Recipe"/> without its second repeat and seed.</summary>
    public static string Once { get; } = Recipe.Replace("repeat: 2", "repeat: 1");

    public static string Prepare(CommandSession session, string recipe)
    {
        session.Write("mini.net.yaml", CommandSession.Mini);
        return session.Write("r.run.yaml", recipe);
    }

    public static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder).ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(f)));

    public static IEnumerable<string> NamesIn(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
}
