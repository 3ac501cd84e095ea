using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Everything that the printers print: operations, buffers, parameter offsets, copies. They decide nothing.</summary>
internal sealed record NetworkPlan(
    ResolvedNetwork Network,
    Precision Precision,
    Value Input,
    Value Output,
    ImmutableArray<Operation> Operations,
    ImmutableArray<Value> Values,
    ImmutableArray<ParameterSlot> Parameters,
    ImmutableArray<PackedCopy> Copies,
    ImmutableArray<PackedConstant> Constants,
    ImmutableArray<(ResolvedLayer Layer, Value Output)> LayerOutputs,
    long PackedLength)
{
    /// <summary>The operations of inference where no layer's output is looked at: <see cref="Operations"/>, some of them folded into others.</summary>
    public ImmutableArray<Operation> Inference { get; init; } = Operations;

    /// <summary>Whether inference has operations of its own.</summary>
    public bool FoldsForInference => !Inference.SequenceEqual(Operations);

    /// <summary>One time step of a stream; null where the network cannot be computed step by step.</summary>
    public NetworkPlan? Step { get; init; }

    /// <summary>Values that a stream keeps from step to step; null where the network cannot be computed step by step.</summary>
    public int? StateSize => Network.Spec.Input.IsSequence ? Operations.Aggregate((int?)0, (sum, o) => sum + o.StateSize) : null;

    /// <summary>Whether tiles of every height add products in one order, so that a step of a stream gives the bits of the whole sequence.</summary>
    public bool AddsInOneOrder => StateSize > 0;

    /// <summary>Samples of a forward slice.</summary>
    public int SliceSamples { get; init; } = Operations.Any(o => o.NeedsWholeBatch)
        // Training keeps the workspaces of a whole batch, which should hold no more than its slices need.
        ? SliceSize.Cut(Math.Min(SliceSize.Forward(Values, Input), SliceSize.Gradient(Values, Input, Network.Macs)))
        : SliceSize.Forward(Values, Input);

    /// <summary>Samples of a gradient slice.</summary>
    public int GradientSliceSamples { get; } = SliceSize.Gradient(Values, Input, Network.Macs);

    /// <summary>The operation with the fewest rows a sample of those that need the whole batch in training; null: slices of a gradient do not wait for each other.</summary>
    public Operation? WholeBatch { get; } = Operations.Where(o => o.NeedsWholeBatch).OrderBy(o => o.Input.RowsPerSample).FirstOrDefault();

    /// <summary>Stages of a gradient in training: each operation that needs the whole batch ends one forward and one back.</summary>
    public int Stages => 1 + (2 * ForwardStages);

    /// <summary>Stages that the forward pass ends, before the one that goes over to the backward pass.</summary>
    public int ForwardStages => Operations.Count(o => o.NeedsWholeBatch);

    /// <summary>Length of a forward workspace.</summary>
    public long ForwardWorkspace { get; init; }

    /// <summary>Values of a slice that share memory at inference, see <see cref="InferenceMemory"/>: what they take where each has its own, and what they share.</summary>
    public (long Apart, long Shared) InferenceWorkspace { get; init; }

    /// <summary>Length of a gradient workspace.</summary>
    public long GradientWorkspace { get; init; }

    /// <summary>Padded targets, one row per row of output.</summary>
    public Place TargetPlace { get; init; }

    /// <summary>Batches with samples in lanes; null where register tiles are the better form.</summary>
    public LanesForm? Lanes { get; init; }

    /// <summary>Batches of images with samples in lanes; null where rows of channels are the better form.</summary>
    public ImagesInLanes? Images { get; init; }

    /// <summary>Room for the values of samples in lanes; in a gradient's workspace for those of a whole slice.</summary>
    public Place LanesPlace { get; init; }

    /// <summary>Whether inference reads packed copies.</summary>
    public bool HasForwardCopies => Images is not null || Constants.Length > 0 || Copies.Any(c => c.ReadBy == CopyReader.Forward) || Folded.Any() || Operations.Concat(InferenceOnly).Any(o => o.KeepsForwardCopy);

    /// <summary>Operations that stand for several of <see cref="Operations"/> at inference.</summary>
    public IEnumerable<Operation> InferenceOnly => Inference.Where(o => o.IsForInferenceOnly);

    /// <summary>Normalisations that are a scale and a shift at inference, with the sums whose epilogues apply them.</summary>
    public IEnumerable<WeightedSum> Folded => Inference.OfType<WeightedSum>().Where(s => s.Folded is not null);

    /// <summary>
    /// Whether the backward pass can hand a weight to the optimizer as soon as its gradient is there: nothing else reads it from then on, and
    /// slices do not wait for each other.
    /// </summary>
    public bool UpdatesInBackward(Gemm gemm) =>
        WholeBatch is null && Lanes is not { Gradient: true } && gemm.Weight.IsHome && Operations.SelectMany(o => o.Matrices).Count(m => m.Owner == gemm.Weight.Owner) == 1;

    /// <summary>
    /// Whether all that is trained are multiplications in one chain: their gradients can then wait until every slice has computed what flows
    /// back, and need not be in memory whole. Between branches a gradient's memory may change after the multiplication has read it.
    /// </summary>
    public bool GathersGradients =>
        Operations.All(o => o.Inputs.Count() == 1 && o.Outputs.Count() == 1 && (o is Gemm gemm ? UpdatesInBackward(gemm) : !o.IsTrained))
        && Operations.Any(o => o is Gemm);

    /// <summary>The packed copy of a view.</summary>
    public PackedCopy Copy(MatrixView view) => Copies.Single(c => c.View == view);
}
