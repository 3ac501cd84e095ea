namespace NetSpec.Runtime;

/// <summary>One way to set initial values.</summary>
internal abstract class InitializerKind(string name)
{
    private static readonly InitializerKind _he = new UniformInitializer("he", p => Math.Sqrt(6.0 / p.FanIn));
    private static readonly InitializerKind _glorot = new UniformInitializer("glorot", p => Math.Sqrt(6.0 / (p.FanIn + p.FanOut)));

    private static readonly HashSet<Activation> _halving =
        [Activation.Relu, Activation.Relu6, Activation.LeakyRelu, Activation.Elu, Activation.Gelu, Activation.Silu, Activation.HardSwish];

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<InitializerKind> All { get; } =
    [
        _he,
        _glorot,
        new UniformInitializer("pytorch", p => 1 / Math.Sqrt(p.FanIn), biases: true),
        new OrthogonalInitializer(),
    ];

    /// <summary>The name in recipes.</summary>
    public string Name { get; } = name;

    /// <summary>Finds a kind.</summary>
    public static InitializerKind Of(string name) =>
        All.FirstOrDefault(k => k.Name == name)
        ?? throw new InputException($"There is no initialisation '{name}'; there are {string.Join(", ", All.Select(k => k.Name))}.");

    /// <summary>What a layer takes where the recipe does not say.</summary>
    public static InitializerKind DefaultFor(Activation activation) => _halving.Contains(activation) ? _he : _glorot;

    /// <summary>Fills a parameter in PyTorch's order; the values come as zeros.</summary>
    public void Fill(double[] values, ParameterInfo parameter, RandomSource random)
    {
        if (parameter.Kind == ParameterKind.Weight)
            FillWeight(values, parameter, random);
        else if (parameter.Kind == ParameterKind.Bias)
            FillBias(values, parameter, random);
        else if (parameter.Kind is ParameterKind.Scale or ParameterKind.RunningVariance)
            Array.Fill(values, 1);
    }

    /// <summary>Fills a weight.</summary>
    protected abstract void FillWeight(double[] values, ParameterInfo parameter, RandomSource random);

    /// <summary>Fills a bias; they stay 0 unless a kind says otherwise.</summary>
    protected virtual void FillBias(double[] values, ParameterInfo parameter, RandomSource random)
    {
    }
}
