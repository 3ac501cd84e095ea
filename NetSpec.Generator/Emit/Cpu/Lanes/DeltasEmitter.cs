using System.Linq;

namespace NetSpec.Generator;

/// <summary>The backward pass of a block in lanes, from the gradient of the output to those of the layers' sums.</summary>
internal static class DeltasEmitter
{
    /// <summary>Asks for the method; gives its name.</summary>
    public static string Deltas(KernelContext k) => k.Need("DeltasInLanes", w =>
    {
        var lanes = new LanesContext(k.With(w), k.Plan.Operations);
        w.Line("// Gradients of a block's layers, from the last to the first; those of weights follow from them.");
        w.Line(LanesEmitter.Optimized);
        using (w.Block($"public static void DeltasInLanes({k.Scalar}* parameters, {k.Scalar}* values, {k.Scalar}* deltas, {(lanes.TurnsDeltas ? "" : $"{k.Scalar}* workspace, int first, ")}bool ofInput)"))
        {
            foreach (var operation in lanes.Operations.Reverse())
            {
                w.Line($"// {operation.Layer}");
                using (operation.Outputs.All(v => v.LeadsToInputOnly) ? w.Block("if (ofInput)") : null)
                {
                    Derivative((Activated)operation, lanes);
                    if (operation is Gemm gemm) Dense(gemm, lanes);
                }
            }
        }
    });

    /// <summary>Whether the gradient of a layer's output is turned into rows beside the sums that read it.</summary>
    public static bool IsTurnedHere(Gemm gemm, LanesContext lanes) =>
        !lanes.TurnsDeltas && lanes.Chain.OutputGradientsIn(gemm) && gemm.Output.Width >= new InRegisterTurn(lanes.Target).Block;

    /// <summary>The rows of a block that the gradient of a layer's output is turned into.</summary>
    public static string Rows(Gemm gemm)
    {
        var value = LanesContext.Root(gemm.Output);
        return $"{value.GradientPlace.From("workspace")} + (first * {value.GradientStride})";
    }

    private static void Derivative(Activated o, LanesContext lanes)
    {
        if (o.Activation is not { } activation || o.DerivativeAppliedByConsumer) return;
        var use = ActivationCodes.Of(activation);
        var derivative = lanes.Kernel.Derivative(use);
        // A sum's own activation is had from its output; only that is kept.
        var source = use.DerivativeReadsInput && o is Map ? o.Input : o.Output;
        using (lanes.Kernel.Writer.Block($"for (var i = 0; i < {o.Output.Width}; i++)"))
        {
            var delta = lanes.Vector(lanes.DeltaAt(o.Output), "i");
            lanes.Kernel.Writer.Line($"({lanes.Load(delta)} * {derivative}({lanes.Load(lanes.Vector(lanes.At(source), "i"))})).StoreAligned({delta});");
        }
    }

    private static void Dense(Gemm gemm, LanesContext lanes)
    {
        var (v, chain) = (lanes.Target, lanes.Chain);
        string Register(int unit) => $"{gemm.Output.GradientName}_{unit}";
        LanesTerms terms = chain.OutputGradientsIn(gemm)
            ? new TermsInRegisters(Register, IsTurnedHere(gemm, lanes) ? [.. new InRegisterTurn(v).PiecesToRows(Register, gemm.Output.Width, Rows(gemm), gemm.Output.GradientStride)] : [])
            : new TermsInMemory(lanes.DeltaAt(gemm.Output));
        var kept = chain.KeepsGradient(gemm.Input) ? gemm.Input.GradientName : null;
        if (kept is not null) LanesEmitter.Declare(lanes, kept, gemm.Input.Width);
        using (gemm.Input.LeadsToInputOnly ? lanes.Kernel.Writer.Block("if (ofInput)") : null)
        {
            LanesEmitter.Sums(gemm, overUnits: true).Print(
                lanes.Kernel,
                terms,
                _ => v.Zero,
                (unit, sum) => lanes.Keep(Masked(gemm, lanes, unit, sum), kept, lanes.DeltaAt(gemm.Input), unit));
        }
    }

    private static string Masked(Gemm gemm, LanesContext lanes, int unit, string sum)
    {
        if (!gemm.MasksInputGradient) return $"({sum})";
        var passed = $"{lanes.Target.Static}.GreaterThan({lanes.Load(lanes.Vector(lanes.At(gemm.Input), unit))}, {lanes.Target.Zero})";
        return $"{lanes.Target.Static}.ConditionalSelect({passed}, {sum}, {lanes.Target.Zero})";
    }
}
