using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Form 2 of gradients: the blocks of a slice go forward, and then back, with samples in lanes; their deltas are turned into rows, and once a
/// slice the gradients of weights are summed, with units in lanes again, so that no sum over lanes is needed.
/// </summary>
internal static class LanesGradientEmitter
{
    /// <summary>Asks for the gradient of a slice; gives the method's name.</summary>
    public static string Gradient(KernelContext k) => k.Need("GradientInLanes", w =>
    {
        var plan = k.Plan;
        var lanes = new LanesContext(k.With(w), plan.Operations);
        var (v, block) = (k.Target, lanes.Length);
        var loss = LossEmitters.ElementWise(plan.Network.Spec.Loss)!;
        loss.Methods(k);
        var deltas = DeltasEmitter.Deltas(k);
        w.Line(LanesEmitter.Optimized);
        using (w.Block($"public static double GradientInLanes(in global::NetSpec.Runtime.GradientSlice<{k.Scalar}> slice)"))
        {
            w.Line($"{k.Scalar}* workspace = slice.Forward.Workspace, parameters = slice.Forward.Parameters, gradient = slice.Gradient;");
            w.Line($"{k.Scalar}* input = slice.Forward.Input, target = slice.Target, output = slice.Forward.Output, inputGradient = slice.InputGradient;");
            w.Line($"{k.Scalar}* targets = {plan.LanesPlace.From("workspace")}, weights = targets + {plan.Output.Width * v.Lanes}, copy = weights + {v.Lanes};");
            w.Line($"{k.Scalar}* firstValues = copy + {plan.Input.Width * v.Lanes}, firstDeltas = firstValues + {lanes.Units * plan.GradientSliceSamples};");
            w.Line($"{k.Scalar}* values = firstValues, deltas = firstDeltas;");
            w.Line($"var total = {v.Zero};");
            using (w.Block($"for (var first = 0; first < slice.Forward.Samples; first += {v.Lanes}, values += {block}, deltas += {block}, input += {plan.Input.Width * v.Lanes}, target += {plan.Output.Width * v.Lanes})"))
            {
                w.Line($"var count = global::System.Math.Min({v.Lanes}, slice.Forward.Samples - first);");
                w.Lines(LanesEmitter.Block(lanes, "input", "parameters", "values", "copy"));
                Given(lanes, "output", plan.Output, lanes.At(plan.Output));
                w.Line();
                Loss(lanes, loss);
            }
            w.Line("double loss = Sum(total);");
            w.Line("if (gradient == null) return loss;").Line();
            w.Line("// All blocks have gone forward by now, so that the way back of one waits for no loss.");
            w.Line("values = firstValues;");
            w.Line("deltas = firstDeltas;");
            using (w.Block($"for (var first = 0; first < slice.Forward.Samples; first += {v.Lanes}, values += {block}, deltas += {block})"))
            {
                w.Line($"var count = global::System.Math.Min({v.Lanes}, slice.Forward.Samples - first);");
                w.Line($"{deltas}(parameters, values, deltas, {(lanes.TurnsDeltas ? "" : "workspace, first, ")}inputGradient != null);");
                if (!lanes.TurnsDeltas)
                    foreach (var gemm in Trained(lanes).Where(g => !OuterOfOneEmitter.Fits(g))) ToRows(gemm, lanes);
                Given(lanes, "inputGradient", plan.Input, lanes.DeltaAt(plan.Input));
            }
            w.Line("values = firstValues;");
            w.Line("deltas = firstDeltas;");
            foreach (var gemm in Trained(lanes)) OuterEmitter.Print(gemm, lanes);
            w.Line("return loss;");
        }
        w.Line();
        w.Line($"private static {k.Scalar} Sum({v.Type} total) => {v.Static}.Sum(total);");
    });

    private static IEnumerable<Gemm> Trained(LanesContext lanes) => lanes.Operations.OfType<Gemm>().Reverse();

    private static void ToRows(Gemm gemm, LanesContext lanes)
    {
        var (value, turn) = (LanesContext.Root(gemm.Output), new InRegisterTurn(lanes.Target));
        var unless = DeltasEmitter.IsTurnedHere(gemm, lanes) ? $"if (!{turn.IsSupported}) " : "";
        lanes.Kernel.Writer.Line($"{unless}{TurnMethods.ToRows(lanes.Kernel, lanes.DeltaAt(value), value.Width, DeltasEmitter.Rows(gemm), value.GradientStride)}");
    }

    private static void Given(LanesContext lanes, string pointer, Value value, string from)
    {
        var w = lanes.Kernel.Writer;
        using (w.Block($"if ({pointer} != null)"))
        {
            w.Lines(TurnMethods.FromLanes(lanes.Kernel, from, value.Width, pointer));
            w.Line($"{pointer} += {value.Width * lanes.Target.Lanes};");
        }
    }

    // Lanes past the last sample weigh nothing, and nothing of what zeros give there may reach a sum, NaN neither.
    private static void Loss(LanesContext lanes, ElementLoss loss)
    {
        var (k, v, w, output) = (lanes.Kernel, lanes.Target, lanes.Kernel.Writer, lanes.Kernel.Plan.Output);
        w.Line(TurnMethods.ToLanes(k, "target", output.Width, "targets"));
        var keep = RowMethods.KeepUnits(k);
        w.Line($"var weight = {v.Static}.Create(slice.Scale);");
        using (w.Block($"if (count < {v.Lanes} || slice.SampleWeights != null)"))
        {
            w.Line($"for (var i = 0; i < {v.Lanes}; i++) weights[i] = i >= count ? 0 : slice.SampleWeights == null ? slice.Scale : slice.Scale * slice.SampleWeights[first + i];");
            w.Line($"weight = {lanes.Load("weights")};");
        }
        using (w.Block($"for (var i = 0; i < {output.Width}; i++)"))
        {
            w.Line($"{v.Type} y = {lanes.Load(lanes.Vector(lanes.At(output), "i"))}, t = {lanes.Load(lanes.Vector("targets", "i"))};");
            w.Line($"total += {keep}(weight * {loss.Name}Value(y, t), count);");
            w.Line($"{keep}(weight * {loss.Name}Slope(y, t), count).StoreAligned({lanes.Vector(lanes.DeltaAt(output), "i")});");
        }
    }
}
