using System.Linq;

namespace NetSpec.Generator;

internal sealed class JoinEmitter : OperationEmitter<Join>
{
    protected override void Forward(Join join, KernelContext k) =>
        k.Writer.Line($"{k.Call(AddRows(k))}({KernelContext.Rows(join.Input)}, {join.Input.Name}, {join.Other.Name}, {join.Output.Name}, {join.Output.Stride});");

    // Output and input share one gradient; the other's is a copy, since what lies before either may work in place.
    protected override void Backward(Join join, KernelContext k)
    {
        var row = join.Output.GradientStride;
        k.Writer.Line($"{k.Call(RowMethods.CopyRows(k))}({KernelContext.Rows(join.Output)}, {join.Output.GradientName}, {row}, {join.Other.GradientName}, {row}, {row});");
    }

    public override int SingleCost(Operation operation, VectorTarget target) => Padding.Round(operation.Output.Width) / target.Lanes;

    protected override void Single(Join join, SingleContext s)
    {
        var (left, right) = (s.Vectors(join.Input), s.Vectors(join.Other));
        var results = left.Select((vector, c) =>
        {
            s.Writer.Line($"var {join.Output.Name}{c} = {vector} + {right[c]};");
            return $"{join.Output.Name}{c}";
        });
        s.Keep(join.Output, results.ToArray());
    }

    /// <summary>Adds rows of one stride, padding included: zero and zero give zero.</summary>
    public static string AddRows(KernelContext k)
    {
        var v = k.Target;
        return k.Need("AddRows", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void AddRows(int rows, {k.Scalar}* a, {k.Scalar}* b, {k.Scalar}* sum, nint row)"))
            {
                w.Line("var length = rows * row;");
                w.Line($"for (nint i = 0; i < length; i += {v.Lanes})");
                w.Line($"    ({v.Static}.LoadAligned(a + i) + {v.Static}.LoadAligned(b + i)).StoreAligned(sum + i);");
            }
        });
    }
}
