using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Recipes;

/// <summary>What a run does, NAME.run.yaml.</summary>
/// <param name="Path">The recipe's file.</param>
internal sealed record Recipe(string Path)
{
    /// <summary>The spec's file.</summary>
    public string? Network { get; init; }

    /// <summary>The data; null where the recipe names none.</summary>
    public RecipeData? Data { get; init; }

    /// <summary>How the network is trained.</summary>
    public TrainingOptions Train { get; init; } = new();

    /// <summary>How it is pruned; null: not at all.</summary>
    public PruneOptions? Prune { get; init; }

    /// <summary>How the pruned network is trained on; null: not at all.</summary>
    public TrainingOptions? Finetune { get; init; }

    /// <summary>How often, each time with another seed.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Names of the baselines beside it.</summary>
    public IReadOnlyList<string> Compare { get; init; } = [];

    /// <summary>Where the keys stand, for what is noticed only when the network and the data are known.</summary>
    public IReadOnlyDictionary<string, SourceSpan> Places { get; init; } = new Dictionary<string, SourceSpan>();

    /// <summary>What paths in the recipe are relative to.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "";

    /// <summary>The recipe's name: the file's, without its endings.</summary>
    public string Name
    {
        get
        {
            var file = System.IO.Path.GetFileName(Path);
            var end = file.IndexOf('.', StringComparison.Ordinal);
            return end > 0 ? file[..end] : file;
        }
    }
}
