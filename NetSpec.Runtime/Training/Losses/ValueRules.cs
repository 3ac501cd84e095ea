namespace NetSpec.Runtime;

/// <summary>mse, mae, huber: any finite target; a teacher's output counts half.</summary>
internal sealed class ValueRules : LossRules
{
    public override int Classes(NetworkInfo info) => 0;

    public override void Mix(ReadOnlySpan<float> teacher, ReadOnlySpan<float> target, Span<float> mixed)
    {
        for (var i = 0; i < mixed.Length; i++)
            mixed[i] = (0.5f * teacher[i]) + (0.5f * target[i]);
    }
}
