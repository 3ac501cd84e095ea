using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>What one repeat gave: numbers alone, which are kept of every repeat.</summary>
/// <param name="Stages">original, then pruned and finetuned where the recipe has them.</param>
internal sealed record RepeatResult(IReadOnlyList<Stage> Stages)
{
    /// <summary>The pruned network; null where the recipe prunes nothing.</summary>
    public NetworkSpec? Pruned { get; init; }

    /// <summary>How it was pruned; null where the recipe prunes nothing.</summary>
    public PruneReport? Report { get; init; }

    /// <summary>Stages of each baseline, in the recipe's order.</summary>
    public IReadOnlyList<IReadOnlyList<Stage>> Baselines { get; init; } = [];
}

/// <summary>A network of a run with its weights.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Weights">What it was left with.</param>
internal sealed record RunModel(NetworkSpec Spec, NamedTensors Weights);
