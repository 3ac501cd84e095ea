using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Own;

/// <summary>Covariance of 1,000 units in float32 blocks.</summary>
internal sealed class CovarianceWork : TimedWork
{
    /// <summary>Operations of the triangle, and of the forward pass that makes the units.</summary>
    public const double Flops = ((double)Units * (Units + 1) * Samples) + (2.0 * Samples * Inputs * Units);

    private const int Inputs = 16, Units = 1000, Samples = 4096;

    private readonly CompiledNetwork<float> _compiled = Networks.Compile("Units", "mse", Inputs, Units, 1);
    private readonly float[] _input = Networks.Gaussian(Samples * Inputs, 3);
    private readonly CovarianceSet _moments;

    public CovarianceWork() => _moments = new(_compiled.Network.Info, layer => layer.Path == "dense1", CovarianceAccumulation.Blocked);

    public override float[]? Result => null;

    public override void Dispose() => _compiled.Dispose();

    protected override void Run(int calls)
    {
        for (var i = 0; i < calls; i++) _compiled.Network.AccumulateCovariance(_input, _moments);
    }
}
