using System.Diagnostics;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>One repeat of a recipe: train, covariance, widths, prune, regenerate, fine-tune, and the same with each baseline.</summary>
internal sealed class Repeat(Recipe recipe, SpecFile file, INetworkFactory factory, DataSet data, int index, RunProgress progress, RunLog log, ModelFiles? models, CancellationToken cancellation)
{
    /// <summary>The parameters that a training which could not go on was left with, and the network's name.</summary>
    public (string Name, NamedTensors Weights)? LastGood { get; private set; }

    /// <summary>The original and the network it became, with their last weights, where the repeat's models are written: their speed is measured.</summary>
    public IReadOnlyList<RunModel> Models { get; private set; } = [];

    /// <summary>How far the training was that a stop ended, for the sentence; null: no epoch of it was finished.</summary>
    public string? Reached { get; private set; }

    /// <summary>Does it.</summary>
    /// <exception cref="TrainingFailedException">See <see cref="LastGood"/>.</exception>
    public RepeatResult Run()
    {
        var clock = Stopwatch.StartNew();
        using var handle = factory.Create<float>(file.Spec);
        var original = (INetwork)handle.Network;
        Initializer.Apply(original.Parameters, recipe.Train.Initializer, Seed(recipe.Train.Seed));
        Train(original, data, recipe.Train, "original", null, models is null ? null : models.WriteOriginal);
        var weights = Save(original, data);
        models?.WriteOriginal(weights);
        var free = CouplingGraph.Groups(file.Network).Where(g => g.Refusal is null).Select(g => g.Size).ToList();
        var trained = Measure("original", free, original, data, clock);
        if (models is not null) Models = [new(file.Spec, weights)];
        if (recipe.Prune is not { } options) return new([trained]);

        var (pruned, stages, finetuned) = Prune(original, weights, options, "");
        if (models is not null) Models = [.. Models, new(pruned.Spec, finetuned ?? pruned.Weights)];
        var widths = WidthChoice.Given([.. pruned.Report.Groups.Select(g => g.After)]);
        var baselines = recipe.Compare.Select(Baselines.Of).Select(b =>
            Prune(original, weights, options with { Widths = widths, Criterion = b.Criterion, Reconstruct = b.Reconstruct, Name = pruned.Spec.Name }, b.Name).Stages);
        return new([trained with { Widths = pruned.Report.Before.Widths }, .. stages]) { Pruned = pruned.Spec, Report = pruned.Report, Baselines = [.. baselines] };
    }

    private (PruneResult Result, IReadOnlyList<Stage> Stages, NamedTensors? Finetuned) Prune(INetwork original, NamedTensors weights, PruneOptions options, string baseline)
    {
        var label = baseline.Length == 0 ? "" : baseline + " ";
        progress.Begin(index, $"{label}pruning");
        var clock = Stopwatch.StartNew();
        var files = baseline.Length == 0 ? models : null;
        // What is written is also explained.
        var request = new PruneRequest(file.Spec, weights, data.Train, factory, options with { Seed = Seed(options.Seed) }) { Analyse = files is not null };
        var result = Pruner.Prune(request, cancellation: cancellation);
        files?.WritePruned(result);
        // What was pruned with its inputs reads fewer values of each sample.
        var own = result.InputColumns is { } columns ? ColumnsSource.Of(data, columns) : data;
        using var handle = factory.Create<float>(result.Spec);
        var network = (INetwork)handle.Network;
        Weights.Load(network.Parameters, result.Weights);
        var stages = new List<Stage> { Measure("pruned", result.Report.After.Widths, network, own, clock) };
        if (recipe.Finetune is not { } finetune) return (result, stages, null);

        clock.Restart();
        Train(network, own, finetune, label + "finetuned", original, files is null ? null : weights => files.WriteFinetuned(result, weights));
        stages.Add(Measure("finetuned", result.Report.After.Widths, network, own, clock));
        var finetuned = Save(network, own);
        files?.WriteFinetuned(result, finetuned);
        return (result, stages, finetuned);
    }

    // Of a training that is stopped, the parameters go where those of the whole one would.
    private void Train(INetwork network, DataSet samples, TrainingOptions options, string label, INetwork? teacher, Action<NamedTensors>? keep)
    {
        progress.Begin(index, $"training {label}");
        options = options with { Seed = Seed(options.Seed), Checkpoint = Checkpoint(options.Checkpoint, label) };
        try
        {
            var result = Trainer.Train(network, samples.Train, samples.Validation, options, new TrainingContext
            {
                Teacher = options.Distill ? teacher : null,
                Progress = progress,
                EpochFinished = epoch => log.Add(index, label, epoch),
                Cancellation = cancellation,
            });
            if (result.Stopped == StopReason.Cancelled)
            {
                if (result.Epochs.Count > 0 && keep is not null)
                {
                    keep(Save(network, samples));
                    Reached = $"after {result.Epochs.Count} of {options.Epochs} epochs of {network.Info.Name}";
                }
                throw new OperationCanceledException(cancellation);
            }
            progress.End(options.Epochs);
        }
        catch (TrainingFailedException exception) when (exception.LastGoodEpoch > 0)
        {
            LastGood = (network.Info.Name, Save(network, samples));
            log.TrySave();
            throw;
        }
        finally
        {
            log.Save();
        }
    }

    // Every training of a run has a file of its own beside the one that the recipe names.
    private CheckpointOptions? Checkpoint(CheckpointOptions? options, string label)
    {
        if (options is null || (recipe.Repeat == 1 && label is "original")) return options;
        var name = $"{Path.GetFileNameWithoutExtension(options.Path)}.{index}.{label.Replace(' ', '.')}{Path.GetExtension(options.Path)}";
        return options with { Path = Path.Combine(Path.GetDirectoryName(options.Path) ?? "", name) };
    }

    private Stage Measure(string name, IReadOnlyList<int> widths, INetwork network, DataSet samples, Stopwatch clock)
    {
        var seconds = clock.Elapsed.TotalSeconds;
        var train = Evaluator.Evaluate(network, samples.Train, cancellation: cancellation);
        var test = samples.Test is null ? null : Evaluator.Evaluate(network, samples.Test, cancellation: cancellation);
        // A table of thousands of classes takes megabytes, and no page of a run shows it.
        return new(name, widths, network.Info, train with { Confusion = null }, test is null ? null : test with { Confusion = null }, seconds);
    }

    private static NamedTensors Save(INetwork network, DataSet samples) => Weights.Save(network.Parameters, ModelData.Metadata(samples.Description));

    private ulong Seed(ulong seed) => unchecked(seed + (ulong)index);
}
