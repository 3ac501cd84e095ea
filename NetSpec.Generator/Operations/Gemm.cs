using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>output = activation(input * W^T + bias).</summary>
internal sealed class Gemm(string layer, Value input, Value output, MatrixView weight, ParameterSlot? bias) : WeightedSum(layer, input, output, bias)
{
    // A smaller weight lies in the first-level cache and is multiplied before its inputs are counted; places in the list have 16 bits.
    private const int LeastWeight = 4096;
    private const int MostInputs = 1 << 16;
    private const int LeastUnits = 32;

    // The last inputs are listed as eight at once.
    private const int MoreInputs = 8;

    public override int? StateSize => 0;

    /// <summary>Whether one sample alone looks for inputs that are zero, so as not to read their rows of the weight.</summary>
    public bool SkipsZeros => Input is { HoldsZeros: true, RowsPerSample: 1, Width: <= MostInputs }
        && Output.Width >= LeastUnits && !IsSmall;

    /// <summary>Whether the weight stays in the first-level cache.</summary>
    public bool IsSmall => (long)Input.Width * Padding.Round(Output.Width) < LeastWeight;

    // The list of one sample's inputs, two to a value.
    public override long ScratchLength => SkipsZeros ? (Input.Width + MoreInputs + 1) / 2 : 0;

    public override IEnumerable<MatrixView> Matrices => [Weight];

    /// <summary>The weight as the forward pass reads it.</summary>
    public MatrixView Weight { get; } = weight;

    /// <summary>The weight as the gradient of the input reads it.</summary>
    public MatrixView Transposed { get; } = weight.Transposed;
}
