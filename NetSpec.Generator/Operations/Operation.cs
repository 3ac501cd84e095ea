using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>One step of a network's computation. Layers are lowered to a handful of these; passes and printers know nothing else.</summary>
internal abstract class Operation(string layer, Value input, Value output)
{
    /// <summary>Path of the layer that it comes from.</summary>
    public string Layer { get; } = layer;

    /// <summary>What it reads.</summary>
    public Value Input { get; set; } = input;

    /// <summary>What it gives.</summary>
    public Value Output { get; set; } = output;

    /// <summary>Matrices that the forward pass multiplies by; the backward pass reads them transposed.</summary>
    public virtual IEnumerable<MatrixView> Matrices => [];

    /// <summary>
    /// Values that a stream keeps from step to step: 0 where every step is computed from the same step of the input alone, null where it
    /// cannot be computed from the steps up to it.
    /// </summary>
    public virtual int? StateSize => null;
}
