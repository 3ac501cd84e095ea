using NetSpec.Cli.Networks;
using NetSpec.Cli.Outputs;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Report;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>
/// What a run leaves in its folder, by name. It works in a folder of its own inside that one, from which everything comes over when it is
/// complete: until then an earlier run stays whole, and what a stop leaves is never mixed with it.
/// </summary>
internal sealed class RunFiles(string folder, Recipe recipe, SpecFile file)
{
    /// <summary>Every finished epoch.</summary>
    public const string Log = "log.csv";

    /// <summary>Every finished repeat.</summary>
    public const string Summary = "summary.json";

    private const string Unfinished = "unfinished";

    private static readonly string[] Records = [PruneOutput.ReportFile, PruneOutput.AnalysisFile, LatencyReport.FileName, Log, Summary, ReportPage.FileName];

    private bool _isNew;

    /// <summary>Where the run works: <c>unfinished</c> in its folder, with a number behind it where an earlier stop left one.</summary>
    public string Working { get; private set; } = "";

    /// <summary>Names of the tables, logs and pages that are there.</summary>
    public IReadOnlyList<string> Present => [.. Records.Where(name => File.Exists(Path.Combine(folder, name)))];

    /// <summary>What the run has written so far.</summary>
    public IReadOnlyList<string> Reached => Directory.Exists(Working) ? [.. Directory.GetFiles(Working).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];

    /// <summary>Its file of this name, while it works.</summary>
    public string At(string name) => Path.Combine(Working, name);

    /// <summary>Refuses a folder that cannot take the run, before any work.</summary>
    /// <exception cref="InputException">It cannot be written, or holds an input or a person's spec under a name that the run writes.</exception>
    public void Check()
    {
        // The spec that is trained may lie here under the name that it gets: its own text does not replace it.
        var network = OutputCheck.IsSame(recipe.Network!, Path.Combine(folder, Own)) ? null : recipe.Network;
        string?[] inputs = [recipe.Path, network, .. recipe.Data!.Files, recipe.Train.Checkpoint?.Path, recipe.Finetune?.Checkpoint?.Path];
        OutputCheck.Require("--out", Records.Concat(Models).Select(name => Path.Combine(folder, name)), inputs);
        WrittenSpecs.RequireUnchanged(folder, Specs, (Own, file.Text));
    }

    /// <summary>Makes the folder to work in.</summary>
    public void Begin()
    {
        var names = Enumerable.Range(1, int.MaxValue).Select(n => Path.Combine(folder, n == 1 ? Unfinished : $"{Unfinished}-{n}"));
        Working = names.First(name => !Path.Exists(name));
        _isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(Working);
    }

    /// <summary>Removes the folder to work in where nothing is in it.</summary>
    public void End()
    {
        foreach (var made in _isNew ? [Working, folder] : new[] { Working })
        {
            if (Directory.Exists(made) && !Directory.EnumerateFileSystemEntries(made).Any()) Directory.Delete(made);
        }
    }

    /// <summary>Puts the complete run in the place of an earlier one.</summary>
    /// <exception cref="InputException">A spec was changed meanwhile, or a file cannot be replaced.</exception>
    public void Publish()
    {
        WrittenSpecs.RequireUnchanged(folder, Specs, (Own, file.Text));
        var names = Reached;
        // The summary goes first and comes last: where it is missing, the folder holds no whole run. What it says of specs is still known then.
        AtomicFile.WriteText(At(WrittenSpecs.Replaced), EarlierSummary());
        Delete(Summary);
        foreach (var name in Records.Concat(Models).Except(names)) Delete(name);
        foreach (var name in names.OrderBy(name => name == Summary))
        {
            if (IsUnchanged(name))
                File.Delete(At(name));
            else
                AtomicFile.Move(At(name), Path.Combine(folder, name));
        }
        File.Delete(At(WrittenSpecs.Replaced));
        End();
    }

    /// <summary>The folders that runs worked in and did not finish.</summary>
    public static IReadOnlyList<string> UnfinishedIn(string folder) =>
        Directory.Exists(folder) ? [.. Read(folder, () => Directory.GetDirectories(folder, Unfinished + "*")).Order(StringComparer.Ordinal)] : [];

    private string Own => file.Spec.Name + ".net.yaml";

    private IEnumerable<string> Specs => Models.Where(name => name.EndsWith(".net.yaml", StringComparison.Ordinal));

    private IEnumerable<string> Models
    {
        get
        {
            string[] own = [Own, file.Spec.Name + ".safetensors"];
            if (recipe.Prune is not { } prune) return own;
            var pruned = PruneOutput.NameOf(file.Spec, prune);
            return [.. own, pruned + ".net.yaml", pruned + ".safetensors", pruned + ".finetuned.safetensors"];
        }
    }

    private bool IsUnchanged(string name) =>
        Path.Combine(folder, name) is var there && name == Own && File.Exists(there) && Read(there, () => File.ReadAllText(there)) == file.Text;

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception))
        {
            throw FileErrors.Reading(path, exception);
        }
    }

    private string EarlierSummary()
    {
        var path = Path.Combine(folder, Summary);
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "{}";
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception))
        {
            throw new InputException($"'{path}' of an earlier run cannot be read: {FileErrors.Reason(path, exception)}.", exception);
        }
    }

    private void Delete(string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (!IsUnchanged(name)) File.Delete(path);
        }
        catch (Exception exception) when (FileErrors.IsAboutFiles(exception))
        {
            throw new InputException($"'{path}' of an earlier run cannot be removed: {FileErrors.Reason(path, exception)}.", exception);
        }
    }
}
