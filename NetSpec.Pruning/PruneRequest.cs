using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A network to prune.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Weights">Its parameters; with float64 tensors everything runs in float64.</param>
/// <param name="Samples">Calibration samples, at least 2 and better 128 or more. Targets are used to say what accuracy to expect and by
/// budgets; a source with a target size of 0 has none.</param>
/// <param name="Factory">Makes specs run.</param>
/// <param name="Options">How.</param>
public sealed record PruneRequest(NetworkSpec Spec, NamedTensors Weights, IDataSource Samples, INetworkFactory Factory, PruneOptions Options)
{
    /// <summary>Whether <see cref="PruneResult.Analysis"/> is gathered, which costs a pass over up to 10,000 samples and the eigenvalues of each group.</summary>
    public bool Analyse { get; init; }
}

/// <summary>A pruned network.</summary>
/// <param name="Spec">The smaller spec.</param>
/// <param name="Weights">Its parameters.</param>
/// <param name="Report">What was done.</param>
public sealed record PruneResult(NetworkSpec Spec, NamedTensors Weights, PruneReport Report)
{
    /// <summary>The values of the original's samples that the pruned network reads, in their order; null: all.</summary>
    public IReadOnlyList<int>? InputColumns { get; init; }

    /// <summary>What the choice was made from; null where it was not asked for.</summary>
    public PruneAnalysis? Analysis { get; init; }
}
