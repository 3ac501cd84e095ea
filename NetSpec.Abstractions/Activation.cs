namespace NetSpec;

/// <summary>What a layer applies to its units last. The names in a spec are the snake_case forms of these.</summary>
public enum Activation
{
    /// <summary>x</summary>
    Linear,
    /// <summary>max(x, 0)</summary>
    Relu,
    /// <summary>min(max(x, 0), 6)</summary>
    Relu6,
    /// <summary>x for x &gt; 0, else parameter * x (0.01).</summary>
    LeakyRelu,
    /// <summary>x for x &gt; 0, else parameter * (exp(x) - 1) (1.0).</summary>
    Elu,
    /// <summary>The self-normalising elu with its two fixed constants.</summary>
    Selu,
    /// <summary>x * Phi(x), exact (erf).</summary>
    Gelu,
    /// <summary>x * sigmoid(x)</summary>
    Silu,
    /// <summary>1 / (1 + exp(-x))</summary>
    Sigmoid,
    /// <summary>Hyperbolic tangent.</summary>
    Tanh,
    /// <summary>log(1 + exp(x))</summary>
    Softplus,
    /// <summary>x / (1 + |x|)</summary>
    Softsign,
    /// <summary>relu6(x + 3) / 6</summary>
    HardSigmoid,
    /// <summary>x * relu6(x + 3) / 6</summary>
    HardSwish,
    /// <summary>exp(x) / sum exp(x), over units or channels.</summary>
    Softmax,
    /// <summary>log softmax(x), over units or channels.</summary>
    LogSoftmax,
}
