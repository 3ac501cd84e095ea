using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Cli.Running;

/// <summary>What one repeat gave.</summary>
/// <param name="Weights">Of the original.</param>
/// <param name="Stages">original, then pruned and finetuned where the recipe has them.</param>
internal sealed record RepeatResult(NamedTensors Weights, IReadOnlyList<Stage> Stages)
{
    /// <summary>The pruned network; null where the recipe prunes nothing.</summary>
    public PruneResult? Pruned { get; init; }

    /// <summary>The pruned network's weights after fine-tuning.</summary>
    public NamedTensors? Finetuned { get; init; }

    /// <summary>Stages of each baseline, in the recipe's order.</summary>
    public IReadOnlyList<IReadOnlyList<Stage>> Baselines { get; init; } = [];
}
