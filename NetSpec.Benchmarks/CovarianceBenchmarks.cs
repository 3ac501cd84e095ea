using BenchmarkDotNet.Attributes;
using NetSpec.Cli.Benchmarks;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks;

/// <summary>Covariance of 1,000 units over 60,000 samples, 6e10 flops of the triangle; the forward pass of 16 inputs is 3 % of them.</summary>
public class CovarianceBenchmarks
{
    private CompiledNetwork<float> _compiled = null!;
    private float[] _input = [];

    /// <summary>How the inner sums are kept.</summary>
    [Params(CovarianceAccumulation.Blocked, CovarianceAccumulation.Double)]
    public CovarianceAccumulation Accumulation { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _compiled = Networks.Compile("Units", "mse", 16, 1000, 1);
        _input = Networks.Gaussian(60_000 * 16, 3);
    }

    [GlobalCleanup]
    public void Cleanup() => _compiled.Dispose();

    [Benchmark]
    public long Covariance()
    {
        var moments = new CovarianceSet(_compiled.Network.Info, layer => layer.Path == "dense1", Accumulation);
        _compiled.Network.AccumulateCovariance(_input, moments);
        return moments["dense1"].Count;
    }

    /// <summary>Multiply-adds in registers only: the machine's peak on its widest vectors, 77 million flops with 512 bits, to divide by.</summary>
    [Benchmark]
    public float Peak() => FmaLoop.On(VectorPath.Auto)();
}
