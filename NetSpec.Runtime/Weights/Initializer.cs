using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Initial values of parameters, fixed by a seed.</summary>
public static class Initializer
{
    /// <summary>The kinds: he, glorot, pytorch, orthogonal.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. InitializerKind.All.Select(k => k.Name)];

    /// <summary>
    /// Sets every parameter. Weights by kind; biases 0, but in kind <c>pytorch</c> uniform as its weights are; scales 1; running means 0 and
    /// variances 1. Each parameter draws from its own stream of (seed, its place in the list), so that none depends on the others' sizes.
    /// </summary>
    /// <param name="parameters">What is set.</param>
    /// <param name="kind">
    /// he: uniform within sqrt(6 / fan-in) (He et al. 2015, equation 10). glorot: uniform within sqrt(6 / (fan-in + fan-out)) (Glorot and
    /// Bengio 2010, equation 16). pytorch: weights and biases uniform within 1 / sqrt(fan-in), the defaults of its linear, convolution and recurrent modules.
    /// orthogonal: orthonormal rows or columns (Saxe et al. 2014). Null: he where relu, relu6, leaky_relu, elu, gelu, silu or hard_swish follows,
    /// which halve the variance or nearly so, else glorot (selu too: it needs a variance of 1 / fan-in, which glorot gives a square layer).
    /// </param>
    /// <param name="seed">The same seed gives the same values on every machine.</param>
    /// <exception cref="InputException">There is no such kind.</exception>
    public static void Apply<T>(ParameterSet<T> parameters, string? kind, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var given = kind is null ? null : InitializerKind.Of(kind);
        for (var i = 0; i < parameters.Info.Parameters.Length; i++)
        {
            var parameter = parameters.Info.Parameters[i];
            var chosen = given ?? InitializerKind.DefaultFor(parameter.Activation);
            var values = new double[parameter.Length];
            chosen.Fill(values, parameter, new RandomSource(Seeds.Derive(seed, Seeds.Initial, (ulong)i)));
            parameters.Write(parameter.Name, Array.ConvertAll(values, T.CreateSaturating));
        }
    }
}
