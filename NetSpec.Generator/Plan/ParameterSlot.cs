using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A parameter and its place in the parameter memory.</summary>
/// <param name="Spec">Name, shape, role, fans.</param>
/// <param name="Layout">The runtime layout, as the expression that makes it.</param>
/// <param name="Offset">First value; a multiple of 16.</param>
/// <param name="PackedLength">Values with padding; a multiple of 16.</param>
/// <param name="Activation">What follows the layer.</param>
internal sealed record ParameterSlot(ParameterSpec Spec, string Layout, long Offset, long PackedLength, Activation Activation)
{
    /// <summary>Units of a matrix in memory: the rows of PyTorch's layout, and more where blocks of them are padded.</summary>
    public int Units { get; init; } = Spec.Shape[0];
}

/// <summary>A dense weight as kernels read it: the owner's panels, or a packed copy of them, transposed or negated.</summary>
/// <param name="Owner">The parameter.</param>
/// <param name="Transpose">Panels over the owner's inputs.</param>
/// <param name="Negate">Signs turned.</param>
internal sealed record MatrixView(ParameterSlot Owner, bool Transpose, bool Negate)
{
    /// <summary>The parameter memory itself serves.</summary>
    public bool IsHome => !Transpose && !Negate;

    /// <summary>The same matrix, transposed.</summary>
    public MatrixView Transposed => this with { Transpose = !Transpose };

    /// <summary>Units of the owner in memory.</summary>
    public int OwnerUnits => Owner.Units;

    /// <summary>Inputs of the owner.</summary>
    public int OwnerInputs => Owner.Spec.Shape[1];
}

/// <summary>A packed copy and its place in the packed memory.</summary>
/// <param name="View">What it is a copy of.</param>
/// <param name="Offset">First value; a multiple of 16.</param>
/// <param name="ReadBy">Who reads it first; a copy is refreshed for those who read it.</param>
internal sealed record PackedCopy(MatrixView View, long Offset, CopyReader ReadBy);

/// <summary>Who reads a packed copy.</summary>
internal enum CopyReader
{
    /// <summary>Inference, and gradients too.</summary>
    Forward,
    /// <summary>Gradients alone.</summary>
    Backward,
    /// <summary>Gradients by the input alone, which training never asks for.</summary>
    InputGradient,
}

/// <summary>A vector of constants in the packed memory, padded with zeros.</summary>
internal sealed record PackedConstant(Spec.EquatableArray<double> Values, long Offset);
