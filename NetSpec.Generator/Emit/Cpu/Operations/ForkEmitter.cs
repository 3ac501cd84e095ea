using System.Linq;

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
        var last = fork.Others.Last();
        foreach (var other in fork.Others)
        {
            var masks = fork.MasksInputGradient && other == last;
            var (name, mask) = masks ? (JoinEmitter.AddRowsMasked(k), $", {fork.Input.Name}") : (JoinEmitter.AddRows(k), "");
            k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(first)}, {first.GradientName}, {other.GradientName}, {first.GradientName}, {first.GradientStride}{mask});");
        }
    }

    protected override void Single(Fork fork, SingleContext s)
    {
        foreach (var output in fork.Outputs) s.Alias(output, fork.Input);
    }
}
