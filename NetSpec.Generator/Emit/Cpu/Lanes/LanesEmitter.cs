using System.Collections.Immutable;
using System.Linq;

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
            w.Line($"// {k.Target.Lanes} samples at a time through all layers.");
            w.Line(Optimized);
            using (w.Block($"public static void ForwardInLanes(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)"))
            {
                w.Line($"{k.Scalar}* input = slice.Input, output = slice.Output, values = {plan.LanesPlace.From("slice.Workspace")};");
                using (w.Block($"for (var left = slice.Samples; left > 0; left -= {k.Target.Lanes}, input += {plan.Input.Width * k.Target.Lanes}, output += {plan.Output.Width * k.Target.Lanes})"))
                {
                    w.Line($"var count = global::System.Math.Min({k.Target.Lanes}, left);");
                    w.Lines(Block(lanes, "input", "slice.Parameters", "values", $"values + {lanes.Length}"));
                    w.Lines(TurnMethods.FromLanes(k, lanes.At(plan.Output), plan.Output.Width, "output"));
                }
            }
        });
    }

    /// <summary>The statements that take a block of the caller's rows through the layers.</summary>
    /// <param name="lanes">Where its values lie.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="parameters">Parameters.</param>
    /// <param name="values">The block of values.</param>
    /// <param name="copy">Room for the rows.</param>
    public static string Block(LanesContext lanes, string rows, string parameters, string values, string copy)
    {
        var (k, input) = (lanes.Kernel, lanes.Kernel.Plan.Input);
        var layers = Layers(k, lanes.Operations);
        return lanes.ReadsRows
            ? $"{layers}({TurnMethods.WholeBlock(k, rows, input.Width, copy)}, {parameters}, {values});"
            : $"{TurnMethods.ToLanes(k, rows, input.Width, lanes.At(input))}\n{layers}({parameters}, {values});";
    }

    private static string Layers(KernelContext k, ImmutableArray<Operation> operations)
    {
        var isInference = operations == k.Plan.Inference;
        var name = isInference ? "InferInLanes" : "LayersInLanes";
        return k.Need(name, w =>
        {
            var lanes = new LanesContext(k.With(w), operations);
            w.Line("// The layers of a block; each weight meets all samples at once, as a broadcast.");
            w.Line(Optimized);
            using (w.Block($"public static void {name}({(lanes.ReadsRows ? $"{k.Scalar}* rows, " : "")}{k.Scalar}* parameters, {k.Scalar}* values)"))
            {
                foreach (var operation in operations)
                {
                    w.Line($"// {operation.Layer}: {operation.Input} -> {operation.Output}");
                    if (operation is Gemm gemm) Dense(gemm, lanes, isInference);
                    else EachUnit(lanes, (Map)operation);
                }
            }
        });
    }

    /// <summary>Sums over a weight's inputs, or over its units.</summary>
    public static LanesSums Sums(Gemm gemm, bool overUnits)
    {
        // Panels: input, unit.
        var (panel, weights) = (Padding.Round(gemm.Output.Width), (int)gemm.Weight.Owner.Offset);
        return overUnits
            ? new(gemm.Input.Width, gemm.Output.Width, weights, SumStep: panel, TermStep: 1)
            : new(gemm.Output.Width, gemm.Input.Width, weights, SumStep: 1, TermStep: panel);
    }

    /// <summary>Declares the registers of a value, or of its gradient.</summary>
    public static void Declare(LanesContext lanes, string name, int width) =>
        lanes.Kernel.Writer.Line($"{lanes.Target.Type} {string.Join(", ", Enumerable.Range(0, width).Select(u => $"{name}_{u}"))};");

    private static void Dense(Gemm gemm, LanesContext lanes, bool isInference)
    {
        var (k, v, chain) = (lanes.Kernel, lanes.Target, lanes.Chain);
        var activation = gemm.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : "";
        LanesTerms terms = chain.InputsIn(gemm) ? new TermsInRegisters(t => $"{gemm.Input.Name}_{t}")
            : gemm.Input.IsInput && lanes.ReadsRows ? new TermsInRows("rows", gemm.Input.Width, lanes.At(gemm.Input))
            : new TermsInMemory(lanes.At(gemm.Input));
        var kept = chain.Keeps(gemm.Output) ? gemm.Output.Name : null;
        // Training needs all values again on the way back.
        var at = kept is null || !isInference ? lanes.At(gemm.Output) : null;
        if (kept is not null) Declare(lanes, kept, gemm.Output.Width);
        Sums(gemm, overUnits: false).Print(
            k,
            terms,
            unit => gemm.Bias is { } bias ? $"{v.Static}.Create(*(parameters + {bias.Offset + unit}))" : v.Zero,
            (unit, sum) => lanes.Keep($"{activation}({sum})", kept, at, unit));
    }

    private static void EachUnit(LanesContext lanes, Map map)
    {
        var value = lanes.Kernel.Activation(ActivationCodes.Of(map.Activation!));
        using (lanes.Kernel.Writer.Block($"for (var i = 0; i < {map.Output.Width}; i++)"))
            lanes.Kernel.Writer.Line($"{value}({lanes.Load(lanes.Vector(lanes.At(map.Input), "i"))}).StoreAligned({lanes.Vector(lanes.At(map.Output), "i")});");
    }
}
