using NetSpec.Pruning;

namespace NetSpec.Cli.Recipes;

/// <summary>A way of pruning to compare with.</summary>
/// <param name="Name">In recipes.</param>
/// <param name="Criterion">What units are chosen by.</param>
/// <param name="Reconstruct">How their readers are made up for.</param>
internal sealed record Baseline(string Name, Criterion Criterion, Reconstruction Reconstruct);

/// <summary>The one table of baselines.</summary>
internal static class Baselines
{
    public static IReadOnlyList<Baseline> All { get; } =
    [
        new("random", Criterion.Random, Reconstruction.None),
        new("magnitude", Criterion.Magnitude, Reconstruction.None),
        new("magnitude_folded", Criterion.Magnitude, Reconstruction.Fold),
        new("spectral_subset", Criterion.Spectral, Reconstruction.None),
        new("spectral_folded", Criterion.Spectral, Reconstruction.Fold),
    ];

    public static Baseline Of(string name) => All.Single(b => b.Name == name);
}
