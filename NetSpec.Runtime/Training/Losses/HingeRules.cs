namespace NetSpec.Runtime;

/// <summary>hinge: targets -1 or +1, the output's sign answers. A teacher's output, clipped to [-1, 1], counts half: the sign stays the target's.</summary>
internal sealed class HingeRules : LossRules
{
    public override int Classes(NetworkInfo info) => 2;

    public override int ClassOf(float target) => target > 0 ? 1 : 0;

    public override double Right(ReadOnlySpan<float> output, ReadOnlySpan<float> target) => RightOfTwo(output, target);

    public override void Mix(ReadOnlySpan<float> teacher, ReadOnlySpan<float> target, Span<float> mixed)
    {
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (0.5f * Math.Clamp(teacher[i], -1f, 1f)) + (0.5f * target[i]);
    }
}
