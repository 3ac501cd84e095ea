using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// The plan's cost model of one sample: each operation of inference says what its form takes in vector multiply-adds at full speed, see
/// <see cref="OperationEmitter.SampleCost"/>. Calls and the copy of an image to the caller are counted beside.
/// </summary>
internal static class SampleTime
{
    // A call of the network from outside, and of a kernel from the code of layers, with their sums begun and ended; in cycles of the multipliers.
    private const double Call = 60;
    private const double Kernel = 40;

    // An unrolled layer waits for its sums and the broadcasts of the one before.
    private const double UnrolledLayer = 30;
    private const double ScalarMove = 2;

    /// <summary>Microseconds of one sample.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="target">The vectors.</param>
    /// <param name="gigaflops">10^9 operations a second of multiply-adds from registers, two a multiply-add and lane.</param>
    public static double Microseconds(NetworkPlan plan, VectorTarget target, double gigaflops)
    {
        var operations = SingleEmitter.Fits(plan)
            ? plan.Inference.Sum(o => OperationEmitters.Of(o).SingleCost(o, target) + UnrolledLayer)
            : plan.Inference.Sum(o => OperationEmitters.Of(o).SampleCost(o, target) + Kernel);
        if (plan.Network.Output.IsImage) operations += ScalarMove * plan.Network.Output.Size;
        return (operations + Call) * 2 * target.Lanes / (1000 * gigaflops);
    }
}
