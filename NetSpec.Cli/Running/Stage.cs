using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>A network at one point of a run.</summary>
/// <param name="Name">original, pruned or finetuned.</param>
/// <param name="Widths">Of its free groups.</param>
/// <param name="Info">What it is.</param>
/// <param name="Train">On the training samples.</param>
/// <param name="Test">On the test samples; null where there are none.</param>
/// <param name="Seconds">Time it took to get there.</param>
internal sealed record Stage(string Name, IReadOnlyList<int> Widths, NetworkInfo Info, Evaluation Train, Evaluation? Test, double Seconds);
