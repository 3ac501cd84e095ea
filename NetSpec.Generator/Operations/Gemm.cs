using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>output = activation(input * W^T + bias).</summary>
internal sealed class Gemm(string layer, Value input, Value output, MatrixView weight, ParameterSlot? bias) : WeightedSum(layer, input, output, bias)
{
    public override int? StateSize => 0;

    public override IEnumerable<MatrixView> Matrices => [Weight];

    /// <summary>The weight as the forward pass reads it.</summary>
    public MatrixView Weight { get; } = weight;

    /// <summary>The weight as the gradient of the input reads it.</summary>
    public MatrixView Transposed { get; } = weight.Transposed;
}
