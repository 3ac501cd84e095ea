namespace NetSpec.Runtime;

/// <summary>
/// Binary cross entropy and hinge: accuracy at output 0 over all outputs; with one output also the confusion and the ROC curve's area,
/// for which 5 bytes a sample are kept.
/// </summary>
/// <param name="outputs">Outputs of the network.</param>
/// <param name="rules">Say which targets are positive.</param>
internal sealed class BinaryScore(int outputs, LossRules rules) : IScore
{
    private readonly ConfusionMatrix _confusion = new(2);
    private readonly List<float> _scores = [];
    private readonly List<bool> _positives = [];
    private long _right;
    private long _count;

    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            var isPositive = rules.ClassOf(targets[i]) == 1;
            _count++;
            if (BinaryAnswer.IsRight(logits[i], isPositive))
                _right++;
            if (outputs != 1)
                continue;
            _confusion.Add(isPositive ? 1 : 0, BinaryAnswer.IsPositive(logits[i]) ? 1 : 0);
            _scores.Add(logits[i]);
            _positives.Add(isPositive);
        }
    }

    public Evaluation Complete(Evaluation evaluation) => evaluation with
    {
        Accuracy = _count == 0 ? null : (double)_right / _count,
        Confusion = outputs == 1 ? _confusion.Rows() : null,
        RocAuc = outputs == 1 ? Ranking.RocAuc(_scores.ToArray(), _positives.ToArray()) : null,
    };
}
