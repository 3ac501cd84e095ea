using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Compiler;
using NetSpec.Report;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>A whole recipe, and the files it leaves.</summary>
internal sealed class RecipeRun(Recipe recipe, SpecFile file, string folder, Device? device, CancellationToken cancellation)
{
    private readonly RunLog _log = new();
    private readonly RunFiles _files = new(folder, recipe, file);

    /// <summary>Names of the tables, logs and pages in the folder.</summary>
    public IReadOnlyList<string> Files => _files.Present;

    /// <summary>Runs every repeat. The log holds every finished epoch however it ends; each file of the first repeat is there as soon as its stage is done.</summary>
    /// <exception cref="StoppedException">It was stopped after its first repeat.</exception>
    public IReadOnlyList<RepeatResult> Run(IProgress<Step> terminal)
    {
        using var factory = new CompiledNetworks(device);
        using var data = new RepeatData(recipe.Data!, cancellation);
        var progress = new RunProgress(recipe, terminal);
        var results = new List<RepeatResult>();
        var samples = data.Load(0);
        RecipeCheck.Check(recipe, file.Spec, factory.Create<float>(file.Spec).Network.Info, samples, cancellation);
        _files.RemoveOld();
        try
        {
            for (var index = 0; index < recipe.Repeat; index++)
            {
                var models = index == 0 ? new ModelFiles(folder, file) : null;
                var repeat = new Repeat(recipe, file, factory, data.Load(index), index, progress, _log, models, cancellation);
                results.Add(Run(repeat));
            }
            MeasureLatency(factory, results[0]);
        }
        catch (OperationCanceledException exception) when (results.Count > 0)
        {
            throw new StoppedException($"Stopped. {folder} holds {results.Count} of {recipe.Repeat} repeats; {ReportPage.FileName} shows them.", exception);
        }
        finally
        {
            // However it ends: every finished epoch is in the log, and every finished repeat in the summary and on the page.
            _log.Write(_files.At(RunFiles.Log));
            if (results.Count > 0)
            {
                AtomicFile.WriteText(_files.At(RunFiles.Summary), Terminal.ToJson(Summary.ToJson(recipe, results)) + "\n");
                ReportPage.Write(folder);
            }
        }
        return results;
    }

    private void MeasureLatency(CompiledNetworks factory, RepeatResult first)
    {
        var networks = new List<(NetworkSpec, NamedTensors)> { (file.Spec, first.Weights) };
        if (first.Pruned is { } pruned) networks.Add((pruned.Spec, first.Finetuned ?? pruned.Weights));
        LatencyFile.Write(folder, factory, networks, device?.Name, cancellation);
    }

    private RepeatResult Run(Repeat repeat)
    {
        try
        {
            return repeat.Run();
        }
        catch (TrainingDivergedException exception) when (repeat.LastGood is var (name, weights))
        {
            var path = Path.Combine(folder, name + ".lastgood.safetensors");
            Safetensors.Write(path, weights);
            throw new InputException($"{exception.Message} They are kept in '{path}'.", exception);
        }
    }
}
