using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Form 1: one sample of a small network, fully unrolled, with activations in vectors from layer to layer.</summary>
internal static class SingleEmitter
{
    /// <summary>Whether every operation has an unrolled form; sequences and images are looped over.</summary>
    public static bool CanUnroll(NetworkPlan plan) => plan.Inference.All(o => OperationEmitters.Of(o).CanUnroll(o));

    /// <summary>Whether the whole network fits the unrolling budget on every path.</summary>
    public static bool Fits(NetworkPlan plan) => CanUnroll(plan) && VectorTarget.Widths.All(bits =>
    {
        var costs = plan.Inference.Select(o => OperationEmitters.Of(o).SingleCost(o, new VectorTarget(bits, plan.Precision))).ToList();
        return costs.Max() <= UnrollingBudget.VectorOperationsPerLayer && costs.Sum() <= UnrollingBudget.VectorOperationsPerMethod;
    });

    /// <summary>Whether one sample, or a step of a stream, runs the tiles of batches on one row.</summary>
    public static bool UsesTiles(NetworkPlan plan) => plan.AddsInOneOrder || !Fits(plan);

    public static void Print(KernelContext k)
    {
        if (!Fits(k.Plan)) return;
        // The body is printed first, since it decides how much scratch memory the head reserves.
        var body = new SourceWriter();
        var s = new SingleContext(k.With(body));
        foreach (var operation in k.Plan.Inference)
        {
            body.Line($"// {(operation.Layer.Length == 0 ? "input" : operation.Layer)}: {operation.Input} -> {operation.Output}");
            OperationEmitters.Of(operation).Single(operation, s);
            body.Line();
        }
        s.Finish(k.Plan.Output);

        k.Writer.Line("// Small enough to unroll: outputs lie in lanes, four sums a vector hide the latency, and no loop is left.");
        k.Writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]");
        using (k.Writer.Block($"public override void Single({k.Scalar}* input, {k.Scalar}* parameters, {k.Scalar}* packed, {k.Scalar}* output)"))
        {
            if (s.ScratchLength > 0)
            {
                k.Writer.Line($"byte* bytes = stackalloc byte[{(s.ScratchLength * k.Target.Precision.Bytes) + 64}];");
                k.Writer.Line($"{k.Scalar}* scratch = ({k.Scalar}*)(((nint)bytes + 63) & ~(nint)63);");
            }
            k.Writer.Lines(body.ToString().TrimEnd('\n'));
        }
        k.Writer.Line();
    }
}
