using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

internal sealed class JoinEmitter : OperationEmitter<Join>
{
    protected override void Forward(Join join, KernelContext k) =>
        k.Writer.Line($"{k.Call(AddRows(k, join.Activation))}({KernelContext.Rows(join.Input)}, {join.Input.Name}, {join.Other.Name}, {join.Output.Name}, {join.Output.Stride});");

    // Output and input share one gradient; the other's is a copy, since what lies before either may work in place.
    protected override void Backward(Join join, KernelContext k)
    {
        MapEmitter.ApplyDerivative(join, k);
        var row = join.Output.GradientStride;
        k.Writer.Line($"{k.Call(RowMethods.CopyRows(k))}({KernelContext.Rows(join.Output)}, {join.Output.GradientName}, {row}, {join.Other.GradientName}, {row}, {row});");
    }

    public override int SingleCost(Operation operation, VectorTarget target) => Padding.Round(operation.Output.Width) / target.Lanes;

    protected override void Single(Join join, SingleContext s)
    {
        var (left, right) = (s.Vectors(join.Input), s.Vectors(join.Other));
        var activation = join.Activation is { } a ? s.Kernel.Activation(ActivationCodes.Of(a)) : "";
        var results = left.Select((vector, c) =>
        {
            s.Writer.Line($"var {join.Output.Name}{c} = {activation}({vector} + {right[c]});");
            return $"{join.Output.Name}{c}";
        });
        s.Keep(join.Output, results.ToArray());
    }

    /// <summary>Adds rows of one stride, padding included: zero and zero give zero.</summary>
    public static string AddRows(KernelContext k, ActivationSpec? activation = null)
    {
        var v = k.Target;
        var then = activation is null ? "" : k.Activation(ActivationCodes.Of(activation));
        var name = then.Length == 0 ? "AddRows" : $"AddRowsThen{then}";
        return k.Need(name, w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void {name}(int rows, {k.Scalar}* a, {k.Scalar}* b, {k.Scalar}* sum, nint row)"))
            {
                w.Line("var length = rows * row;");
                w.Line($"for (nint i = 0; i < length; i += {v.Lanes})");
                w.Line($"    {then}({v.Static}.LoadAligned(a + i) + {v.Static}.LoadAligned(b + i)).StoreAligned(sum + i);");
            }
        });
    }

    /// <summary>Adds rows of one stride, and leaves zero where a relu did not let its value through.</summary>
    public static string AddRowsMasked(KernelContext k)
    {
        var v = k.Target;
        return k.Need("AddRowsMasked", w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void AddRowsMasked(int rows, {k.Scalar}* a, {k.Scalar}* b, {k.Scalar}* sum, nint row, {k.Scalar}* mask)"))
            {
                w.Line("var length = rows * row;");
                using (w.Block($"for (nint i = 0; i < length; i += {v.Lanes})"))
                {
                    w.Line($"var passed = {v.Static}.GreaterThan({v.Static}.LoadAligned(mask + i), {v.Zero});");
                    w.Line($"{v.Static}.ConditionalSelect(passed, {v.Static}.LoadAligned(a + i) + {v.Static}.LoadAligned(b + i), {v.Zero}).StoreAligned(sum + i);");
                }
            }
        });
    }
}
