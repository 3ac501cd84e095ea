using System;

namespace NetSpec.Generator;

/// <summary>A window over a stream: three copies.</summary>
internal sealed class SlideWindowEmitter : OperationEmitter<SlideWindow>
{
    public override bool CanUnroll(Operation operation) => false;

    protected override void Forward(SlideWindow o, KernelContext k)
    {
        var (copy, window, units) = (k.Call(RowMethods.CopyRows(k)), o.Output, o.Input.Width);
        k.Writer.Line($"{copy}({o.Kept}, state + {o.StateOffset}, {units}, {window.Name}, {window.Stride}, {units});");
        k.Writer.Line($"{copy}(1, {o.Input.Name}, {o.Input.Stride}, {window.Name} + {o.Kept * window.Stride}, {window.Stride}, {units});");
        k.Writer.Line($"{copy}({o.Kept}, {window.Name} + {window.Stride}, {window.Stride}, state + {o.StateOffset}, {units}, {units});");
    }

    protected override void Backward(SlideWindow o, KernelContext k) => throw new InvalidOperationException("A stream has no gradient.");
}
