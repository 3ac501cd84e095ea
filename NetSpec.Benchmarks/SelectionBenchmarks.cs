using BenchmarkDotNet.Attributes;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks;

/// <summary>The exact greedy choice: half of the units, read through half as many rows, on one core.</summary>
public class SelectionBenchmarks
{
    private SelectionProblem _problem = null!;

    /// <summary>Number of units, m.</summary>
    [Params(1000, 4000)]
    public int Units { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // relu-like units of mixed causes, so that the covariance has the decaying spectrum of a real layer.
        var random = new RandomSource(1);
        var samples = 2 * Units;
        var causes = Units / 4;
        using var compiled = Networks.Compile("Units", "mse", causes, Units, 1);
        var moments = new CovarianceSet(compiled.Network.Info, layer => layer.Path == "dense1");
        compiled.Network.AccumulateCovariance(Networks.Gaussian(samples * causes, 3), moments);
        var readers = new double[Units / 2, Units];
        for (var i = 0; i < Units / 2; i++)
        {
            for (var j = 0; j < Units; j++) readers[i, j] = random.NextGaussian() / Math.Sqrt(Units);
        }
        _problem = new SelectionProblem(moments["dense1"].Covariance(centered: false), readers);
    }

    [Benchmark]
    public int Select() => GreedySelection.Select(_problem, Units / 2).Order.Length;
}
