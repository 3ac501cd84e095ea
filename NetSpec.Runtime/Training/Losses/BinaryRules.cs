namespace NetSpec.Runtime;

/// <summary>binary_cross_entropy: targets in [0, 1], a logit above 0 answers 1. The teacher's sigmoid counts half.</summary>
internal sealed class BinaryRules : LossRules
{
    public override int Classes(NetworkInfo info) => 2;

    public override int ClassOf(float target) => target > 0.5f ? 1 : 0;

    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => RightOfTwo(output, target);

    public override void Mix(ReadOnlySpan<float> teacher, ReadOnlySpan<float> target, Span<float> mixed)
    {
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (0.5f / (1 + MathF.Exp(-teacher[i]))) + (0.5f * target[i]);
    }
}
