namespace NetSpec.Runtime;

/// <summary>
/// cross_entropy: targets are classes, the largest logit answers (the first of equal ones). The teacher's softmax and the class, one-hot,
/// count half each (Hinton, Vinyals and Dean 2015, section 2, at temperature 1).
/// </summary>
internal sealed class CrossEntropyRules : LossRules
{
    public override bool MixesToDistribution => true;

    public override int Classes(NetworkInfo info) => info.OutputSize;

    public override int ClassOf(float target) => (int)target;

    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => Ranking.RankOf(output, (int)target[0]) == 0 ? 1 : 0;

    public override void Mix(ReadOnlySpan<float> teacher, ReadOnlySpan<float> target, Span<float> mixed)
    {
        // Shifted by the largest logit, without which exp overflows from 89 on.
        var (largest, sum) = (float.NegativeInfinity, 0f);
        foreach (var logit in teacher)
            largest = Math.Max(largest, logit);
        for (var i = 0; i < mixed.Length; i++)
            sum += mixed[i] = MathF.Exp(teacher[i] - largest);
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] *= 0.5f / sum;
        mixed[(int)target[0]] += 0.5f;
    }
}
