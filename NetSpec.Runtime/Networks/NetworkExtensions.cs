using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>What every network can, for classes that cannot have it as a member.</summary>
public static class NetworkExtensions
{
    /// <summary>
    /// <see cref="INetwork{T}.Loss"/> of a generated class, whose attributes name the enum <see cref="NetSpec.Loss"/>: a member of that
    /// name would hide it.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="input">n samples.</param>
    /// <param name="target">Their targets, as for <see cref="INetwork{T}.Gradient"/>.</param>
    /// <param name="sampleWeights">A weight a sample; empty: all 1.</param>
    /// <returns>The mean loss, in inference mode.</returns>
    public static T Loss<T>(this INetwork<T> network, ReadOnlySpan<T> input, ReadOnlySpan<T> target, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.Loss(input, target, sampleWeights);
    }
}
