using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>One step of a network's computation. Layers are lowered to a handful of these; passes and printers know nothing else.</summary>
internal abstract class Operation(string layer, Value input, Value output)
{
    /// <summary>Path of the layer that it comes from.</summary>
    public string Layer { get; } = layer;

    /// <summary>What it reads, or the first of it.</summary>
    public Value Input { get; set; } = input;

    /// <summary>What it gives, or the first of it.</summary>
    public Value Output { get; set; } = output;

    /// <summary>Matrices that the forward pass multiplies by; the backward pass reads them transposed.</summary>
    public virtual IEnumerable<MatrixView> Matrices => [];

    /// <summary>
    /// Values that a stream keeps from step to step: 0 where every step is computed from the same step of the input alone, null where it
    /// cannot be computed from the steps up to it.
    /// </summary>
    public virtual int? StateSize => null;

    /// <summary>The state after every step, of an operation that keeps one; null: it keeps none.</summary>
    public virtual Value? States => null;

    /// <summary>Everything that it reads.</summary>
    public virtual IEnumerable<Value> Inputs => [Input];

    /// <summary>Everything that it gives.</summary>
    public virtual IEnumerable<Value> Outputs => [Output];

    /// <summary>Whether it has parameters, so that its backward pass is needed even where nobody asks for the gradient of the input.</summary>
    public virtual bool IsTrained => false;

    /// <summary>
    /// Whether training needs all samples of a batch at once. Its printer ends a stage once forward and once backward, and slices wait
    /// there for each other.
    /// </summary>
    public virtual bool NeedsWholeBatch => false;

    /// <summary>Whether its backward pass can apply a relu's mask to the gradient of its input at no cost of a pass over memory.</summary>
    public virtual bool CanMaskInputGradient => false;

    /// <summary>Whether it does: the operation before it then leaves its relu's derivative out.</summary>
    public bool MasksInputGradient { get; set; }

    /// <summary>Whether it moves values or takes the greatest of them, so that zeros stay zeros.</summary>
    public virtual bool KeepsZeros => false;

    /// <summary>Whether it reads its input with the lanes behind each row, and trusts that those are zero.</summary>
    public virtual bool ReadsPadding => false;

    /// <summary>Whether its forward pass reads a copy of its parameters in another form.</summary>
    public virtual bool KeepsForwardCopy => false;

    /// <summary>Whether it stands among the operations of inference alone, so that what it keeps is refreshed for those.</summary>
    public virtual bool IsForInferenceOnly => false;

    /// <summary>Values of memory that it needs while it runs, whatever the number of samples.</summary>
    public virtual long ScratchLength => 0;
}
