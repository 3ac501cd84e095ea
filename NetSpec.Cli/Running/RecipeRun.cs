using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Report;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>A whole recipe, and the files it leaves.</summary>
internal sealed class RecipeRun
{
    private readonly Recipe _recipe;
    private readonly SpecFile _file;
    private readonly INetworkFactory _factory;
    private readonly string? _device;
    private readonly CancellationToken _cancellation;
    private readonly RunFiles _files;
    private readonly RunLog _log;
    private bool _isSummarised;

    /// <summary>Sets it up.</summary>
    /// <param name="recipe">What is done.</param>
    /// <param name="file">To which network.</param>
    /// <param name="folder">Gets the files.</param>
    /// <param name="factory">Makes the networks run.</param>
    /// <param name="device">Name of the GPU that they run on; null: the processor.</param>
    /// <param name="cancellation">Stops it.</param>
    public RecipeRun(Recipe recipe, SpecFile file, string folder, INetworkFactory factory, string? device, CancellationToken cancellation)
    {
        (_recipe, _file, _factory, _device, _cancellation) = (recipe, file, factory, device, cancellation);
        _files = new(folder, recipe, file);
        _log = new(_files);
    }

    /// <summary>Names of the tables, logs and pages in the folder.</summary>
    public IReadOnlyList<string> Files => _files.Present;

    /// <summary>Runs every repeat. The folder gets the files when all are done; what a stop or a failure leaves stays apart from them.</summary>
    /// <exception cref="StoppedException">It was stopped; the sentence says what is kept.</exception>
    public IReadOnlyList<RepeatResult> Run(IProgress<Step> terminal)
    {
        RecipeCheck.Keys(_recipe, _file.Spec);
        _files.Check();
        using var data = new RepeatData(_recipe.Data!, _cancellation);
        RecipeCheck.Check(_recipe, _file.Spec, Info(), data.Load(0), _cancellation);
        _files.Begin();
        try
        {
            var results = Repeats(data, new RunProgress(_recipe, terminal));
            Publish();
            return results;
        }
        finally
        {
            _files.End();
        }
    }

    private NetworkInfo Info()
    {
        using var handle = _factory.Create<float>(_file.Spec);
        return handle.Network.Info;
    }

    private void Publish()
    {
        try
        {
            _files.Publish();
        }
        catch (InputException exception)
        {
            throw new InputException($"{exception.Message} What this run wrote is in {_files.Working}.", exception);
        }
    }

    private List<RepeatResult> Repeats(RepeatData data, RunProgress progress)
    {
        var results = new List<RepeatResult>();
        IReadOnlyList<RunModel> written = [];
        Repeat? repeat = null;
        try
        {
            for (var index = 0; index < _recipe.Repeat; index++)
            {
                var models = index == 0 ? new ModelFiles(_files.Working, _file) : null;
                repeat = new Repeat(_recipe, _file, _factory, data.Load(index), index, progress, _log, models, _cancellation);
                results.Add(Run(repeat));
                if (index == 0) written = repeat.Models;
            }
            LatencyFile.Write(_files.Working, _factory, written, _device, _cancellation);
            _log.Write();
        }
        catch (OperationCanceledException exception)
        {
            var when = repeat?.Reached is { } reached ? $" {reached}" : "";
            throw new StoppedException($"Stopped{when}. {Kept(results)}", exception);
        }
        catch (InputException exception) when (_files.Reached.Count > 0)
        {
            throw new InputException($"{exception.Message} {Kept(results)}", exception);
        }
        finally
        {
            Summarise(results);
        }
        return results;
    }

    // Once: where the disk is full, that was said when it was tried first.
    private void Summarise(IReadOnlyList<RepeatResult> results)
    {
        if (results.Count == 0 || _isSummarised) return;
        _isSummarised = true;
        AtomicFile.WriteText(_files.At(RunFiles.Summary), Terminal.ToJson(Summary.ToJson(_recipe, _file, results)) + "\n");
        ReportPage.Write(_files.Working);
    }

    private string Kept(IReadOnlyList<RepeatResult> results)
    {
        if (results.Count == 0) return _files.Reached is { Count: > 0 } names ? $"{_files.Working} holds {string.Join(", ", names)}." : "Nothing was written.";
        try
        {
            Summarise(results);
            return $"{_files.Working} holds {results.Count} of {_recipe.Repeat} repeats; {ReportPage.FileName} shows them.";
        }
        catch (InputException exception)
        {
            return $"{_files.Working} holds {string.Join(", ", _files.Reached)}. {exception.Message}";
        }
    }

    private RepeatResult Run(Repeat repeat)
    {
        try
        {
            return repeat.Run();
        }
        catch (TrainingFailedException exception) when (repeat.LastGood is var (name, weights))
        {
            throw LastGood.Keep(exception, _files.At(name + ".lastgood.safetensors"), weights);
        }
    }
}
