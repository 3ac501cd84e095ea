using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Report;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>What a run leaves in its folder, by name.</summary>
internal sealed class RunFiles(string folder, Recipe recipe, SpecFile file)
{
    /// <summary>Every finished epoch.</summary>
    public const string Log = "log.csv";

    /// <summary>Every finished repeat.</summary>
    public const string Summary = "summary.json";

    private static readonly string[] Records = [PruneOutput.ReportFile, PruneOutput.AnalysisFile, LatencyReport.FileName, Log, Summary, ReportPage.FileName];

    /// <summary>Its file of this name.</summary>
    public string At(string name) => Path.Combine(folder, name);

    /// <summary>Names of the tables, logs and pages that are there.</summary>
    public IReadOnlyList<string> Present => [.. Records.Where(name => File.Exists(At(name)))];

    /// <summary>
    /// Removes what an earlier run left under the names that this one writes, so that a stop leaves no mix of the two. Specs that read as
    /// this run's own stay, because the folder may be where it was given, and so do checkpoints, which it goes on from.
    /// </summary>
    /// <exception cref="InputException">A file cannot be removed.</exception>
    public void RemoveOld()
    {
        foreach (var path in Records.Concat(Models).Select(At).Where(p => File.Exists(p) && !IsInput(p)))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InputException($"'{path}' of an earlier run cannot be removed: {exception.Message}", exception);
            }
        }
    }

    private IEnumerable<string> Models
    {
        get
        {
            var name = file.Spec.Name;
            string[] own = [name + ".net.yaml", name + ".safetensors"];
            if (recipe.Prune is not { } prune) return own;
            var pruned = PruneOutput.NameOf(file.Spec, prune);
            // A wrong name, which pruning refuses, may lead out of the folder.
            return Path.GetFileName(pruned) == pruned ? [.. own, pruned + ".net.yaml", pruned + ".safetensors", pruned + ".finetuned.safetensors"] : own;
        }
    }

    private bool IsInput(string path) =>
        (path.EndsWith(".net.yaml", StringComparison.Ordinal) && File.ReadAllText(path) == file.Text)
        || new[] { recipe.Path, recipe.Network, recipe.Train.Checkpoint?.Path, recipe.Finetune?.Checkpoint?.Path }
            .Any(input => input is not null && Path.GetFullPath(input).Equals(Path.GetFullPath(path), StringComparison.OrdinalIgnoreCase));
}
