using System.Collections.Generic;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>output = activation(input * W^T + bias).</summary>
internal sealed class Gemm(string layer, Value input, Value output, MatrixView weight, ParameterSlot? bias) : Operation(layer, input, output)
{
    public override int? StateSize => 0;

    public override IEnumerable<MatrixView> Matrices => [Weight];

    public override bool IsTrained => true;

    /// <summary>The weight as the forward pass reads it.</summary>
    public MatrixView Weight { get; } = weight;

    /// <summary>The weight as the gradient of the input reads it.</summary>
    public MatrixView Transposed { get; } = weight.Transposed;

    /// <summary>Added to every row; null: none.</summary>
    public ParameterSlot? Bias { get; } = bias;

    /// <summary>Applied in the tile's epilogue; set by fusing.</summary>
    public ActivationSpec? Activation { get; set; }

    /// <summary>The activation whose derivative the consumer has already applied to this output's gradient.</summary>
    public bool DerivativeAppliedByConsumer { get; set; }

    /// <summary>The producer of the input, where this operation's epilogue applies its relu mask to the gradient of the input.</summary>
    public Gemm? MasksProducer { get; set; }
}
