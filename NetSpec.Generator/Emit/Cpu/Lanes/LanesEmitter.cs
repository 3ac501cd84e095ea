using System;
using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>Form 2: the layers of a block of samples, one a lane. Each method is printed once a vector width.</summary>
internal static class LanesEmitter
{
    public const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for inference over a slice; gives the method's name.</summary>
    public static string Forward(KernelContext k)
    {
        var lanes = new LanesContext(k, k.Plan.Inference);
        var plan = k.Plan;
        return k.Need("ForwardInLanes", w =>
        {
            var layers = Layers(k, k.Plan.Inference);
            w.Line($"// {k.Target.Lanes} samples at a time through all layers.");
            w.Line(Optimized);
            using (w.Block($"public static void ForwardInLanes(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)"))
            {
                w.Line($"{k.Scalar}* input = slice.Input, output = slice.Output, values = {plan.LanesPlace.From("slice.Workspace")};");
                using (w.Block($"for (var left = slice.Samples; left > 0; left -= {k.Target.Lanes}, input += {plan.Input.Width * k.Target.Lanes}, output += {plan.Output.Width * k.Target.Lanes})"))
                {
                    w.Line($"var count = global::System.Math.Min({k.Target.Lanes}, left);");
                    w.Line(TurnMethods.ToLanes(k, "input", plan.Input.Width, lanes.At(plan.Input)));
                    w.Line($"{layers}(slice.Parameters, values);");
                    w.Lines(TurnMethods.FromLanes(k, lanes.At(plan.Output), plan.Output.Width, "output"));
                }
            }
        });
    }

    /// <summary>Asks for the layers of one block; gives the method's name.</summary>
    public static string Layers(KernelContext k, ImmutableArray<Operation> operations)
    {
        var name = operations == k.Plan.Inference ? "InferInLanes" : "LayersInLanes";
        return k.Need(name, w =>
        {
            w.Line("// The layers of a block; each weight meets all samples at once, as a broadcast.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}({k.Scalar}* parameters, {k.Scalar}* values)"))
            {
                var lanes = new LanesContext(k.With(w), operations);
                foreach (var operation in operations)
                {
                    w.Line($"// {operation.Layer}: {operation.Input} -> {operation.Output}");
                    if (operation is Gemm gemm) Dense(gemm, lanes);
                    else EachUnit(lanes, (Map)operation);
                }
            }
        });
    }

    /// <summary>Sums over a weight's inputs, or over its units.</summary>
    public static LanesSums Sums(Gemm gemm, string from, bool overUnits)
    {
        // Panels: input, unit.
        var panel = Padding.Round(gemm.Output.Width);
        var weights = $"parameters + {gemm.Weight.Owner.Offset}";
        return overUnits
            ? new(gemm.Input.Width, gemm.Output.Width, from, weights, SumStep: panel, TermStep: 1)
            : new(gemm.Output.Width, gemm.Input.Width, from, weights, SumStep: 1, TermStep: panel);
    }

    private static void Dense(Gemm gemm, LanesContext lanes)
    {
        var (k, v) = (lanes.Kernel, lanes.Target);
        var activation = gemm.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : "";
        Sums(gemm, lanes.At(gemm.Input), overUnits: false).Print(
            k,
            unit => gemm.Bias is { } bias ? $"{v.Static}.Create(*(parameters + {bias.Offset + unit}))" : v.Zero,
            (unit, sum) => $"{activation}({sum}).StoreAligned({lanes.Vector(lanes.At(gemm.Output), unit)});");
    }

    private static void EachUnit(LanesContext lanes, Map map)
    {
        var value = lanes.Kernel.Activation(ActivationCodes.Of(map.Activation!));
        using (lanes.Kernel.Writer.Block($"for (var i = 0; i < {map.Output.Width}; i++)"))
            lanes.Kernel.Writer.Line($"{value}({lanes.Load(lanes.Vector(lanes.At(map.Input), "i"))}).StoreAligned({lanes.Vector(lanes.At(map.Output), "i")});");
    }
}
