using System.Linq;

namespace NetSpec.Generator;

internal sealed class AffineEmitter : OperationEmitter<Affine>
{
    protected override void Forward(Affine affine, KernelContext k)
    {
        var v = k.Target;
        var name = k.Need("ShiftAndScale", w => RowMethods.OverRows(
            w, v, $"ShiftAndScale(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* mean, {k.Scalar}* scale, {k.Scalar}* y, nint yRow, int units)", "x += xRow, y += yRow",
            () => w.Line($"(({v.Static}.LoadAligned(x + i) - {v.Static}.LoadAligned(mean + i)) * {v.Static}.LoadAligned(scale + i)).StoreAligned(y + i);")));
        k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(affine.Input)}, {affine.Input.Name}, {affine.Input.Stride}, packed + {affine.Mean.Offset}, packed + {affine.Scale.Offset}, {affine.Output.Name}, {affine.Output.Stride}, {affine.Output.Width});");
    }

    protected override void Backward(Affine affine, KernelContext k)
    {
        var v = k.Target;
        var name = k.Need("ScaleRows", w => RowMethods.OverRows(
            w, v, $"ScaleRows(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* scale, int units)", "g += gRow",
            () => w.Line($"({v.Static}.LoadAligned(g + i) * {v.Static}.LoadAligned(scale + i)).StoreAligned(g + i);")));
        k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(affine.Output)}, {affine.Output.GradientName}, {affine.Output.GradientStride}, packed + {affine.Scale.Offset}, {affine.Output.Width});");
    }

    protected override void Single(Affine affine, SingleContext s)
    {
        var v = s.Target;
        var results = s.Vectors(affine.Input).Select((vector, c) =>
        {
            var result = $"{affine.Output.Name}{c}";
            s.Writer.Line($"var {result} = ({vector} - {v.Static}.LoadAligned(packed + {affine.Mean.Offset + (c * v.Lanes)})) * {v.Static}.LoadAligned(packed + {affine.Scale.Offset + (c * v.Lanes)});");
            return result;
        });
        s.Keep(affine.Output, results.ToArray());
    }

    // One load, subtraction and product a vector.
    public override int SingleCost(Operation operation, VectorTarget target) => Padding.Round(operation.Output.Width) / target.Lanes;
}
