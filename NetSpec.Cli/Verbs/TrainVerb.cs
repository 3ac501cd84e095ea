using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Inputs;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Options;
using NetSpec.Cli.Outputs;
using NetSpec.Cli.Recipes;
using NetSpec.Cli.Running;
using NetSpec.Runtime;

namespace NetSpec.Cli.Verbs;

/// <summary><c>train</c>: initial parameters, then the <c>train:</c> of a recipe.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly Argument<string> _spec = Declare.Spec();
    private readonly Option<string> _data = Declare.File("--data", "A mapping file, or kind:key=value,...; the recipe's where it is not given.", required: false);
    private readonly Option<string?> _recipe = Declare.Text("--recipe", "FILE", "NAME.run.yaml, whose 'train' is followed; else adam, batch 32, 10 epochs.");
    private readonly Option<string> _output = Declare.File("--output", "Parameters, .safetensors.");

    private readonly DeviceOptions _device = new();

    public override IEnumerable<Symbol> Symbols => [_spec, _data, _recipe, _output, .. _device.Symbols];

    public override int Run(Invocation invocation)
    {
        var recipe = invocation.Get(_recipe) is { } path ? RecipeReader.Read(path) : new Recipe("");
        var given = invocation.Get(_data) is { } argument ? DataArgument.Read(argument) : recipe.Data;
        if (given is null) throw new UsageException("The data is missing: --data, or 'data' in the recipe.");
        string?[] inputs = [invocation.Get(_spec), invocation.Get(_recipe), recipe.Train.Checkpoint?.Path, .. given.Files];
        OutputCheck.Require("--output", [invocation.Get(_output)], inputs);
        RecipeCheck.Checkpoint(recipe, "train", recipe.Train);
        using var device = _device.Open(invocation);
        using var loaded = LoadedNetwork.Compile(invocation.Get(_spec), device);
        using var data = given.Load(invocation.Cancellation);
        var parameters = loaded.Network.Parameters;
        Initializer.Apply(parameters, recipe.Train.Initializer, recipe.Train.Seed);

        NamedTensors Trained() => Weights.Save(parameters, ModelData.Metadata(data.Description));
        TrainingResult result;
        try
        {
            result = invocation.Terminal.Track("Training", progress => Trainer.Train(loaded.Network, data.Train, data.Validation, recipe.Train,
                new TrainingContext { Progress = new TrainingReporter(progress), Cancellation = invocation.Cancellation }));
        }
        catch (TrainingFailedException exception) when (exception.LastGoodEpoch > 0)
        {
            throw LastGood.Keep(exception, invocation.Get(_output), Trained());
        }
        return Finish(invocation, loaded, data, result, () => Safetensors.Write(invocation.Get(_output), Trained()));
    }

    private int Finish(Invocation invocation, LoadedNetwork loaded, DataSet data, TrainingResult result, Action save)
    {
        var terminal = invocation.Terminal;
        if (result.Stopped == StopReason.Cancelled)
        {
            if (result.Epochs.Count > 0) save();
            terminal.Warn(result.Epochs.Count > 0
                ? $"Stopped after {result.Epochs.Count} epochs; '{invocation.Get(_output)}' holds the parameters reached."
                : "Stopped before an epoch was finished; nothing was written, and a checkpoint is as it was.");
            return ExitCode.Stopped;
        }
        save();
        var train = Evaluator.Evaluate(loaded.Network, data.Train, cancellation: invocation.Cancellation);
        var test = data.Test is null ? null : Evaluator.Evaluate(loaded.Network, data.Test, cancellation: invocation.Cancellation);
        terminal.Report(new
        {
            output = invocation.Get(_output),
            epochs = result.Epochs.Count,
            bestEpoch = result.BestEpoch,
            stopped = result.Stopped == StopReason.EarlyStopping ? "earlyStopping" : "finished",
            train = EvaluationReport.ToJson(train),
            test = test is null ? null : EvaluationReport.ToJson(test),
            history = result.Epochs,
        });
        terminal.Say($"Train: {EvaluationReport.ToText(train)}.");
        if (test is not null) terminal.Say($"Test: {EvaluationReport.ToText(test)}.");
        terminal.Say($"{invocation.Get(_output)}: {loaded.Info.Name} after {result.Epochs.Count} epochs"
            + (result.Stopped == StopReason.EarlyStopping ? $", the best of them {result.BestEpoch}." : "."));
        return ExitCode.Done;
    }
}
