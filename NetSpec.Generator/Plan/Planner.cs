using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>lower, fuse, then lay out memory.</summary>
internal static class Planner
{
    public static NetworkPlan Plan(ResolvedNetwork network, Precision precision)
    {
        var plan = Plan(network, precision, isStep: false);
        return plan.StateSize > 0 ? plan with { Step = Plan(OneStep(network), precision, isStep: true) } : plan;
    }

    // A step of a stream is the network of sequences of one step: the same parameters and copies in the same places, and the same kernels.
    private static ResolvedNetwork OneStep(ResolvedNetwork network) =>
        SpecAnalysis.Resolve(network.Spec with { Input = new Shape(1, network.Spec.Input[1]) });

    private static NetworkPlan Plan(ResolvedNetwork network, Precision precision, bool isStep)
    {
        var context = new LoweringContext { IsStep = isStep };
        var shape = network.Spec.Input;
        var input = new Value("input", shape[shape.Rank - 1], (int)(shape.Size / shape[shape.Rank - 1])) { IsInput = true };
        var output = LayerLowerings.Lower(network.Layers, PadIfNeeded(network, input, context), context);
        FuseActivations.Run(context);

        var copies = Copies(context);
        var plan = new NetworkPlan(
            network, precision, input, output, context.Operations.ToImmutableArray(), context.Values.ToImmutableArray(),
            context.Parameters.ToImmutableArray(), copies, context.Constants.ToImmutableArray(), context.LayerOutputs.ToImmutableArray(),
            context.PackedEnd, 0, 0)
        { IsStep = isStep };
        return LayOutWorkspace(plan);
    }

    private static Value PadIfNeeded(ResolvedNetwork network, Value input, LoweringContext context)
    {
        if (LayerLowerings.ReadsUnpaddedRows(network.Layers[0])) return input;
        var padded = context.NewValue("padded", "Input", network.Spec.Input);
        input.SharesGradientWith = padded;
        context.Operations.Add(new Pad(input, padded));
        return padded;
    }

    private static ImmutableArray<PackedCopy> Copies(LoweringContext context)
    {
        var matrices = context.Operations.SelectMany(o => o.Matrices).ToList();
        var forward = new HashSet<MatrixView>(matrices);
        return matrices.Concat(matrices.Select(m => m.Transposed))
            .Where(v => !v.IsHome)
            .Distinct()
            .Select(v => new PackedCopy(v, context.ReservePacked(PackedLength(v)), forward.Contains(v)))
            .ToImmutableArray();
    }

    private static long PackedLength(MatrixView view) => view.Transpose
        ? (long)Padding.Round(view.OwnerInputs) * view.OwnerUnits
        : (long)Padding.Round(view.OwnerUnits) * view.OwnerInputs;

    // Every value has a buffer of its own for now, so that every layer's output can be observed.
    private static NetworkPlan LayOutWorkspace(NetworkPlan plan)
    {
        long end = 0;
        foreach (var value in plan.Values)
        {
            value.Offset = end;
            end += (long)plan.SliceSamples * value.RowsPerSample * value.Stride;
            end = Padding.Round(end);
        }
        var forward = end;
        foreach (var value in plan.Values.Append(plan.Input).Where(v => v.SharesGradientWith is null))
        {
            value.GradientOffset = end;
            end += (long)plan.GradientSliceSamples * value.RowsPerSample * value.GradientStride;
        }
        var target = end;
        end += (long)plan.GradientSliceSamples * plan.Output.RowsPerSample * Padding.Round(plan.Output.Width);
        return plan with { ForwardWorkspace = forward, GradientWorkspace = end, TargetOffset = target };
    }
}
