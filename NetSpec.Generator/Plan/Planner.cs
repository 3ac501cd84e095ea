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
        return plan.AddsInOneOrder ? plan with { Step = Plan(OneStep(network), precision, isStep: true) } : plan;
    }

    // A step of a stream is the network of sequences of one step: the same parameters and copies in the same places, and the same kernels.
    private static ResolvedNetwork OneStep(ResolvedNetwork network) =>
        SpecAnalysis.Resolve(network.Spec with { Input = new Shape(1, network.Spec.Input[1]) });

    private static NetworkPlan Plan(ResolvedNetwork network, Precision precision, bool isStep)
    {
        var context = new LoweringContext { IsStep = isStep };
        var shape = network.Spec.Input;
        var units = shape.IsImage ? (int)shape.Size : shape[shape.Rank - 1];
        var input = new Value("input", units, (int)(shape.Size / units)) { IsInput = true, LeadsToInputOnly = true, HoldsZeros = true };
        var output = LayerLowerings.Lower(network.Layers, PadIfNeeded(network, input, context), context);
        FuseActivations.Run(context);
        MarkWhatLeadsToInputOnly(context);
        var inference = SkipFlatten.Run(LargerTiles.Run(ReadPlanes.Run(FusePools.Run(FoldForInference.Run(context), context)), context), context);
        ZeroValues.Mark(context.Operations);
        ZeroValues.Mark(inference);
        context.AddScratch(inference);

        var plan = new NetworkPlan(
            network, precision, input, output, context.Operations.ToImmutableArray(), context.Values.ToImmutableArray(),
            context.Parameters.ToImmutableArray(), [], context.Constants.ToImmutableArray(), context.LayerOutputs.ToImmutableArray(),
            context.PackedEnd) { Inference = inference };
        var lanes = isStep ? null : LanesForm.Of(plan);
        // With samples in lanes the backward pass reads weights where they are.
        var copies = Copies(context, transposed: lanes?.Gradient != true);
        var images = isStep ? null : ImagesInLanesPlanner.Of(plan, context);
        if (images is not null) plan = plan with { Images = images, SliceSamples = SliceSize.Forward(plan.Values, input, ImagesInLanes.BlockSamples) };
        plan = plan with { Lanes = lanes, Copies = copies, PackedLength = context.PackedEnd };
        return WorkspaceLayout.LayOut(isStep ? plan with { SliceSamples = 1 } : plan);
    }

    private static Value PadIfNeeded(ResolvedNetwork network, Value input, LoweringContext context)
    {
        var shape = network.Spec.Input;
        if (!shape.IsImage && LayerLowerings.ReadsUnpaddedRows(network.Layers[0])) return input;
        var padded = context.NewValue("padded", "Input", shape);
        input.SharesGradientWith = padded;
        context.Operations.Add(shape.IsImage ? new PlanesToRows(input, padded, shape) : new Pad(input, padded));
        return padded;
    }

    private static void MarkWhatLeadsToInputOnly(LoweringContext context)
    {
        foreach (var operation in context.Operations.Where(o => !o.IsTrained && o.Inputs.All(v => v.LeadsToInputOnly)))
        {
            foreach (var output in operation.Outputs) output.LeadsToInputOnly = true;
        }
    }

    private static ImmutableArray<PackedCopy> Copies(LoweringContext context, bool transposed)
    {
        var matrices = context.Operations.SelectMany(o => o.Matrices).ToList();
        var forward = new HashSet<MatrixView>(matrices);
        var backward = new HashSet<MatrixView>(context.Operations.Where(o => o is not Gemm { Input.LeadsToInputOnly: true }).SelectMany(o => o.Matrices).Select(m => m.Transposed));
        return matrices.Concat(matrices.Where(_ => transposed).Select(m => m.Transposed))
            .Where(v => !v.IsHome)
            .Distinct()
            .Select(v => new PackedCopy(v, context.ReservePacked(PackedLength(v)), forward.Contains(v) ? CopyReader.Forward : backward.Contains(v) ? CopyReader.Backward : CopyReader.InputGradient))
            .ToImmutableArray();
    }

    private static long PackedLength(MatrixView view) => view.Transpose
        ? (long)Padding.Round(view.OwnerInputs) * view.OwnerUnits
        : (long)Padding.Round(view.OwnerUnits) * view.OwnerInputs;
}
