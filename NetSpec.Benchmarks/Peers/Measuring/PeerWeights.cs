using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Parameters that put every operation to the test: batch-norm's scales and statistics are none of them at their start.</summary>
internal static class PeerWeights
{
    public static void Fill(ParameterSet<float> parameters)
    {
        Initializer.Apply(parameters, "pytorch", 1);
        var random = new RandomSource(5);
        foreach (var parameter in parameters.Info.Parameters.Where(p => p.Kind is ParameterKind.Scale or ParameterKind.RunningVariance or ParameterKind.RunningMean))
        {
            var isMean = parameter.Kind == ParameterKind.RunningMean;
            parameters.Write(parameter.Name, [.. Enumerable.Range(0, parameter.Length).Select(_ => (float)(isMean ? 0.1 * random.NextGaussian() : 0.5 + random.NextDouble()))]);
        }
    }
}
