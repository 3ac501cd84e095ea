namespace NetSpec.Runtime;

/// <summary>Squared, absolute and Huber loss: R2.</summary>
internal sealed class ValueScore(int outputs) : IScore
{
    private readonly SquareSums _sums = new(outputs);

    public void Add(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets) => _sums.Add(predictions, targets);

    public Evaluation Complete(Evaluation evaluation) => evaluation with { R2 = _sums.R2 };
}
