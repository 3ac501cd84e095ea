namespace NetSpec.Generator;

internal sealed class ForkEmitter : OperationEmitter<Fork>
{
    public override string Form(Operation operation) => "one value for several readers, gradients added";

    protected override void Forward(Fork fork, KernelContext k)
    {
    }

    protected override void Backward(Fork fork, KernelContext k)
    {
        var first = fork.Output;
        foreach (var other in fork.Others)
            k.Writer.Line($"{k.Call(JoinEmitter.AddRows(k))}({KernelContext.Rows(first)}, {first.GradientName}, {other.GradientName}, {first.GradientName}, {first.GradientStride});");
    }

    protected override void Single(Fork fork, SingleContext s)
    {
        foreach (var output in fork.Outputs) s.Alias(output, fork.Input);
    }
}
