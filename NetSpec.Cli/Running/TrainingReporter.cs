using NetSpec.Cli.Hosting;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>Turns the trainer's reports into steps of the terminal's.</summary>
internal sealed class TrainingReporter(IProgress<Step> terminal) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        var share = (value.Epoch - 1 + ((double)value.Step / Math.Max(value.StepsPerEpoch, 1))) / Math.Max(value.Epochs, 1);
        var accuracy = value.Accuracy is { } right ? $", accuracy {Text.Number(right)}" : "";
        terminal.Report(new(share, $"epoch {value.Epoch}/{value.Epochs}, loss {Text.Number(value.Loss)}{accuracy}"));
    }
}
