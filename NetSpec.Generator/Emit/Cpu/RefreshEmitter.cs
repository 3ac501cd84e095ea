using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints what keeps packed copies up to date: transposed panels for gradients, turned weights of ties, folded normalisations, constants.</summary>
internal static class RefreshEmitter
{
    public static void Print(KernelContext k)
    {
        Method(k, "RefreshForward", forward: true);
        Method(k, "RefreshBackward", forward: false);
    }

    private static void Method(KernelContext k, string name, bool forward)
    {
        using (k.Writer.Block($"public override void {name}({k.Scalar}* parameters, {k.Scalar}* packed)"))
        {
            foreach (var copy in k.Plan.Copies.Where(c => c.ReadByForward == forward))
            {
                var (owner, sign) = (copy.View.Owner, k.Target.Precision.Literal(copy.View.Negate ? -1 : 1));
                k.Writer.Line(copy.View.Transpose
                    ? $"{k.Call(TransposePanels(k))}(parameters + {owner.Offset}, {copy.View.OwnerInputs}, {copy.View.OwnerUnits}, {sign}, packed + {copy.Offset});"
                    : $"{k.Call(Scale(k))}(parameters + {owner.Offset}, {owner.PackedLength}, {sign}, packed + {copy.Offset});");
            }
            foreach (var operation in k.Plan.Operations)
            {
                var emitter = OperationEmitters.Of(operation);
                if (forward) emitter.RefreshForward(operation, k);
                else emitter.RefreshBackward(operation, k);
            }
            foreach (var sum in k.Plan.Folded.Where(_ => forward)) NormaliseBatchEmitter.Fold(sum, k);
            foreach (var constant in k.Plan.Constants.Where(_ => forward))
            {
                var values = string.Join(", ", constant.Values.Select(k.Target.Precision.Literal));
                k.Writer.Line($"((ReadOnlySpan<{k.Scalar}>)[{values}]).CopyTo(new Span<{k.Scalar}>(packed + {constant.Offset}, {constant.Values.Count}));");
            }
        }
        k.Writer.Line();
    }

    private static string TransposePanels(KernelContext k) => k.Need("TransposePanels", w =>
    {
        w.Line("// panels of [units][inputs] to panels of [inputs][units]; padding lanes stay zero.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (w.Block($"public static void TransposePanels({k.Scalar}* panels, int inputs, int units, {k.Scalar} sign, {k.Scalar}* to)"))
        {
            w.Line("int paddedUnits = (units + 15) & ~15, paddedInputs = (inputs + 15) & ~15;");
            using (w.Block("for (var start = 0; start < units; start += 32)"))
            {
                w.Line("int width = Math.Min(32, paddedUnits - start), count = Math.Min(width, units - start);");
                using (w.Block("for (var i = 0; i < inputs; i++)"))
                {
                    w.Line("int first = i & ~31, toWidth = Math.Min(32, paddedInputs - first);");
                    w.Line($"{k.Scalar}* from = panels + ((nint)start * inputs) + ((nint)i * width);");
                    w.Line($"{k.Scalar}* column = to + ((nint)first * units) + (i - first) + ((nint)start * toWidth);");
                    w.Line("for (var u = 0; u < count; u++) column[u * toWidth] = sign * from[u];");
                }
            }
        }
    });

    private static string Scale(KernelContext k) => k.Need("ScaleInto", w =>
    {
        using (w.Block($"public static void ScaleInto({k.Scalar}* from, int length, {k.Scalar} factor, {k.Scalar}* to)"))
            w.Line("for (var i = 0; i < length; i++) to[i] = factor * from[i];");
    });
}
