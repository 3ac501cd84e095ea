using BenchmarkDotNet.Attributes;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks;

/// <summary>One sample, a batch of 256 and a gradient of 128 samples, for the networks A to C of docs/performance.md.</summary>
public class InferenceBenchmarks
{
    private CompiledNetwork<float> _compiled = null!;
    private GradientSet<float> _gradient = null!;
    private float[] _input = [], _output = [], _target = [];

    /// <summary>Widths of the chain.</summary>
    [Params("30-16-12-10-1", "784-128-64-10", "784-512-512-10")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] widths = [.. Network.Split('-').Select(int.Parse)];
        _compiled = Networks.Compile("Net", widths[^1] == 1 ? "mse" : "cross_entropy", widths);
        _gradient = new(_compiled.Network.Parameters);
        _input = Networks.Gaussian(256 * widths[0], 2);
        _output = new float[256 * widths[^1]];
        _target = new float[128];
    }

    [GlobalCleanup]
    public void Cleanup() => _compiled.Dispose();

    [Benchmark]
    public float Single()
    {
        var info = _compiled.Network.Info;
        _compiled.Network.Forward(_input.AsSpan(0, info.InputSize), _output.AsSpan(0, info.OutputSize));
        return _output[0];
    }

    [Benchmark]
    public void Batch256() => _compiled.Network.Forward(_input, _output);

    [Benchmark]
    public float Gradient128()
    {
        var network = _compiled.Network;
        network.Parameters.MarkChanged();
        return network.Gradient(_input.AsSpan(0, 128 * network.Info.InputSize), _target, _gradient);
    }
}
