using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints what keeps packed copies up to date: transposed panels for gradients, turned weights of ties, folded normalisations, constants.</summary>
internal static class RefreshEmitter
{
    public static void Print(KernelContext k)
    {
        Method(k, "RefreshForward", "", forward: true);
        Method(k, "RefreshBackward", ", bool ofInput", forward: false);
    }

    private static void Method(KernelContext k, string name, string more, bool forward)
    {
        using (k.Writer.Block($"public override void {name}({k.Scalar}* parameters, {k.Scalar}* packed{more})"))
        {
            Copies(k, forward ? CopyReader.Forward : CopyReader.Backward, "");
            if (!forward) Copies(k, CopyReader.InputGradient, "if (ofInput) ");
            foreach (var operation in k.Plan.Operations.Concat(k.Plan.InferenceOnly))
            {
                var emitter = OperationEmitters.Of(operation);
                if (forward) emitter.RefreshForward(operation, k);
                else emitter.RefreshBackward(operation, k);
            }
            if (forward && k.Plan.Images is { } images) ImagesEmitter.Refresh(images, k);
            foreach (var sum in k.Plan.Folded.Where(_ => forward)) NormaliseBatchEmitter.Fold(sum, k);
            foreach (var constant in k.Plan.Constants.Where(_ => forward))
            {
                var values = string.Join(", ", constant.Values.Select(k.Target.Precision.Literal));
                k.Writer.Line($"((ReadOnlySpan<{k.Scalar}>)[{values}]).CopyTo(new Span<{k.Scalar}>(packed + {constant.Offset}, {constant.Values.Count}));");
            }
        }
        k.Writer.Line();
    }

    private static void Copies(KernelContext k, CopyReader reader, string condition)
    {
        foreach (var copy in k.Plan.Copies.Where(c => c.ReadBy == reader))
        {
            var (owner, sign) = (copy.View.Owner, k.Target.Precision.Literal(copy.View.Negate ? -1 : 1));
            k.Writer.Line(condition + (copy.View.Transpose
                ? $"{k.Call(TransposeMethods.TransposePanels(k))}(parameters + {owner.Offset}, {copy.View.OwnerInputs}, {copy.View.OwnerUnits}, {sign}, packed + {copy.Offset});"
                : $"{k.Call(Scale(k))}(parameters + {owner.Offset}, {owner.PackedLength}, {sign}, packed + {copy.Offset});"));
        }
    }

    private static string Scale(KernelContext k) => k.Need("ScaleInto", w =>
    {
        using (w.Block($"public static void ScaleInto({k.Scalar}* from, int length, {k.Scalar} factor, {k.Scalar}* to)"))
            w.Line("for (var i = 0; i < length; i++) to[i] = factor * from[i];");
    });
}
