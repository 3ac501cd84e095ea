using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>How well a network does on data. What its loss does not measure is null or empty.</summary>
public sealed record Evaluation
{
    /// <summary>Number of samples.</summary>
    public required long Samples { get; init; }

    /// <summary>Mean loss; 0 for no samples.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of right answers: the largest logit is the class's, or the output is on the target's side of 0.</summary>
    public double? Accuracy { get; init; }

    /// <summary>For each k from 1 to min(5, classes): the share of samples whose class is among the k largest logits.</summary>
    public ImmutableSortedDictionary<int, double> TopK { get; init; } = ImmutableSortedDictionary<int, double>.Empty;

    /// <summary>How many samples of each class (row) were given which answer (column). Null beyond 4,096 classes.</summary>
    public IReadOnlyList<IReadOnlyList<long>>? Confusion { get; init; }

    /// <summary>Area under the ROC curve of a network with one logit; null where one of the two classes does not occur.</summary>
    public double? RocAuc { get; init; }

    /// <summary>
    /// 1 - sum of squared errors / sum of squares about each output's mean, over all outputs; null where no target varies.
    /// </summary>
    public double? R2 { get; init; }
}
