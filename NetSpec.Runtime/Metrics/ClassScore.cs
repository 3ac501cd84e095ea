using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>Cross entropy: accuracy, top-k and confusion.</summary>
internal sealed class ClassScore(int classes) : IScore
{
    private readonly long[] _withinRank = new long[Math.Min(5, classes)];
    private readonly ConfusionMatrix _confusion = new(classes);
    private long _count;

    public void Add(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            var logits = outputs.Slice(i * classes, classes);
            var label = (int)targets[i];
            _count++;
            _confusion.Add(label, Ranking.Largest(logits));
            for (var rank = Ranking.RankOf(logits, label); rank < _withinRank.Length; rank++)
                _withinRank[rank]++;
        }
    }

    public Evaluation Complete(Evaluation evaluation) => evaluation with
    {
        Accuracy = Share(_withinRank[0]),
        TopK = _count == 0
            ? evaluation.TopK
            : _withinRank.Select((within, rank) => KeyValuePair.Create(rank + 1, (double)within / _count)).ToImmutableSortedDictionary(),
        Confusion = _confusion.Rows(),
    };

    private double? Share(long right) => _count == 0 ? null : (double)right / _count;
}
