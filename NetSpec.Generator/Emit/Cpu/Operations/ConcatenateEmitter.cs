using System.Collections.Generic;

namespace NetSpec.Generator;

internal sealed class ConcatenateEmitter : OperationEmitter<Concatenate>
{
    public override string Form(Operation operation) => "rows side by side";

    protected override void Forward(Concatenate o, KernelContext k)
    {
        foreach (var (input, first) in Parts(o))
            k.Writer.Line($"{k.Call(RowMethods.CopyRows(k))}({KernelContext.Rows(input)}, {input.Name}, {input.Stride}, {o.Output.Name} + {first}, {o.Output.Stride}, {input.Width});");
    }

    protected override void Backward(Concatenate o, KernelContext k)
    {
        foreach (var (input, first) in Parts(o))
            k.Writer.Line($"{k.Call(RowMethods.CopyRows(k))}({KernelContext.Rows(input)}, {o.Output.GradientName} + {first}, {o.Output.GradientStride}, {input.GradientName}, {input.GradientStride}, {input.Width});");
    }

    protected override void Single(Concatenate o, SingleContext s)
    {
        var to = s.NewInMemory(o.Output);
        s.Writer.Line($"new Span<{s.Kernel.Scalar}>({to}, {Padding.Round(o.Output.Width)}).Clear();");
        foreach (var (input, first) in Parts(o))
            s.Writer.Line($"{RowMethods.CopyRows(s.Kernel)}(1, {s.InMemory(input)}, {input.Width}, {to} + {first}, {input.Width}, {input.Width});");
    }

    private static IEnumerable<(Value Input, int First)> Parts(Concatenate o)
    {
        var first = 0;
        foreach (var input in o.Inputs)
        {
            yield return (input, first);
            first += input.Width;
        }
    }
}
