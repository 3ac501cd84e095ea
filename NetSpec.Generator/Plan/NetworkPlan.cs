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
    long PackedLength,
    long ForwardWorkspace,
    long GradientWorkspace)
{
    /// <summary>Rows of a forward slice: activations of usual widths stay in the second-level cache, and float32 sums stay short.</summary>
    public const int SliceRows = 256;

    /// <summary>Rows of a gradient slice.</summary>
    public const int GradientSliceRows = 128;

    /// <summary>Whether this is one time step of a stream.</summary>
    public bool IsStep { get; init; }

    /// <summary>One time step of a stream; null where the network cannot be computed step by step.</summary>
    public NetworkPlan? Step { get; init; }

    /// <summary>Values that a stream keeps from step to step; null where the network cannot be computed step by step.</summary>
    public int? StateSize => Network.Spec.Input.IsSequence ? Operations.Aggregate((int?)0, (sum, o) => sum + o.StateSize) : null;

    /// <summary>Samples of a forward slice.</summary>
    public int SliceSamples => IsStep ? 1 : SamplesOf(SliceRows);

    /// <summary>Samples of a gradient slice.</summary>
    public int GradientSliceSamples => SamplesOf(GradientSliceRows);

    /// <summary>Padded targets, one row per row of output.</summary>
    public long TargetOffset { get; init; }

    /// <summary>The packed copy of a view.</summary>
    public PackedCopy Copy(MatrixView view) => Copies.Single(c => c.View == view);

    private int SamplesOf(int rows) => System.Math.Max(1, rows / Values.Select(v => v.RowsPerSample).Append(Input.RowsPerSample).Max());
}
