namespace NetSpec.Runtime;

/// <summary>Uniform within a bound that depends on the layer.</summary>
internal sealed class UniformInitializer(string name, Func<ParameterInfo, double> bound, bool biases = false) : InitializerKind(name)
{
    protected override void FillWeight(double[] values, ParameterInfo parameter, RandomSource random)
    {
        var limit = bound(parameter);
        for (var i = 0; i < values.Length; i++)
            values[i] = ((2 * random.NextDouble()) - 1) * limit;
    }

    protected override void FillBias(double[] values, ParameterInfo parameter, RandomSource random)
    {
        if (biases) FillWeight(values, parameter, random);
    }
}
