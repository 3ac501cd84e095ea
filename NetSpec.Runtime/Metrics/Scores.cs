using System.Collections.Frozen;

namespace NetSpec.Runtime;

/// <summary>What is measured beside the loss, batch by batch.</summary>
internal interface IScore
{
    /// <summary>Adds samples: outputs as the network gives them, targets as the data gives them.</summary>
    void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets);

    /// <summary>Fills in what was measured.</summary>
    Evaluation Complete(Evaluation evaluation);
}

/// <summary>Which score goes with which loss.</summary>
internal static class Scores
{
    private static readonly FrozenDictionary<Loss, Func<NetworkInfo, IScore>> ByLoss = new Dictionary<Loss, Func<NetworkInfo, IScore>>
    {
        [Loss.CrossEntropy] = info => new ClassScore(info.OutputSize),
        [Loss.BinaryCrossEntropy] = info => new BinaryScore(info.OutputSize, LossRules.Of(info.Loss)),
        [Loss.Hinge] = info => new BinaryScore(info.OutputSize, LossRules.Of(info.Loss)),
        [Loss.Mse] = info => new ValueScore(info.OutputSize),
        [Loss.Mae] = info => new ValueScore(info.OutputSize),
        [Loss.Huber] = info => new ValueScore(info.OutputSize),
    }.ToFrozenDictionary();

    public static IScore For(NetworkInfo info) => ByLoss[info.Loss](info);
}
