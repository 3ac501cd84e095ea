using NetSpec.Cli.Hosting;
using NetSpec.Cli.Recipes;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>How far a run is, counted in epochs.</summary>
internal sealed class RunProgress(Recipe recipe, IProgress<Step> terminal) : IProgress<TrainingProgress>
{
    private readonly double _epochs = Math.Max(1, recipe.Repeat * (recipe.Train.Epochs + ((recipe.Finetune?.Epochs ?? 0) * (1.0 + recipe.Compare.Count))));
    private double _before;
    private string _work = "";

    /// <summary>Says what comes next.</summary>
    public void Begin(int repeat, string work)
    {
        _work = $"repeat {repeat + 1}/{recipe.Repeat}, {work}";
        Report(0, "");
    }

    /// <summary>Says that a training is over, however many epochs it took.</summary>
    public void End(int epochs) => _before += epochs;

    public void Report(TrainingProgress value)
    {
        var done = value.Epoch - 1 + ((double)value.Step / Math.Max(value.StepsPerEpoch, 1));
        Report(done, $", epoch {value.Epoch}/{value.Epochs}, loss {Text.Number(value.Loss)}");
    }

    private void Report(double epochs, string text) => terminal.Report(new(Math.Min(1, (_before + epochs) / _epochs), _work + text));
}
