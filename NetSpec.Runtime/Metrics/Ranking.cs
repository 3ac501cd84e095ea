namespace NetSpec.Runtime;

/// <summary>Measures of answers to one sample or of scores of many, as functions of spans.</summary>
public static class Ranking
{
    /// <summary>How many classes come before the given one when logits fall; equal logits come in order of class, NaN comes last.</summary>
    /// <returns>0 where the class is the answer; the number of classes where its own logit is NaN.</returns>
    public static int RankOf(ReadOnlySpan<float> logits, int label)
    {
        if ((uint)label >= (uint)logits.Length)
            throw new ArgumentOutOfRangeException(nameof(label), $"There is no class {label} among {logits.Length}.");
        var own = logits[label];
        if (float.IsNaN(own))
            return logits.Length;
        var rank = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (logits[i] > own || (logits[i] == own && i < label))
                rank++;
        }
        return rank;
    }

    /// <summary>The class with the largest logit, the first of equal ones; 0 where all are NaN.</summary>
    public static int Largest(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best] || (float.IsNaN(logits[best]) && !float.IsNaN(logits[i])))
                best = i;
        }
        return best;
    }

    /// <summary>
    /// Area under the ROC curve: the share of pairs of a positive and a negative sample whose scores are in the right order, equal scores
    /// counting half (the rank form of Mann and Whitney, equal scores sharing their mean rank).
    /// </summary>
    /// <param name="scores">A score of each sample; NaN ranks lowest.</param>
    /// <param name="positives">Which of them are positive; as many.</param>
    /// <returns>0 to 1; null where all samples are of one class.</returns>
    public static double? RocAuc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> positives)
    {
        if (scores.Length != positives.Length)
            throw new ArgumentException($"{scores.Length} scores do not fit {positives.Length} answers.", nameof(positives));
        var sorted = scores.ToArray();
        var isPositive = positives.ToArray();
        Array.Sort(sorted, isPositive);
        long positiveCount = 0;
        var rankSum = 0.0;
        for (var first = 0; first < sorted.Length;)
        {
            var next = first + 1;
            while (next < sorted.Length && sorted[next].Equals(sorted[first]))
                next++;
            var inTie = isPositive.AsSpan(first, next - first).Count(true);
            positiveCount += inTie;
            rankSum += inTie * ((first + next + 1) / 2.0);
            first = next;
        }
        var negativeCount = sorted.Length - positiveCount;
        return positiveCount == 0 || negativeCount == 0
            ? null
            : (rankSum - (positiveCount * (positiveCount + 1) / 2.0)) / ((double)positiveCount * negativeCount);
    }

    /// <summary>
    /// Coefficient of determination over all outputs: 1 - sum of squared errors / sum of squares about each output's mean.
    /// </summary>
    /// <param name="predictions">n * outputs values.</param>
    /// <param name="targets">n * outputs values.</param>
    /// <param name="outputs">Values of one sample.</param>
    /// <returns>At most 1; null where no target varies.</returns>
    public static double? R2(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, int outputs)
    {
        var sums = new SquareSums(outputs);
        sums.Add(predictions, targets);
        return sums.R2;
    }
}
