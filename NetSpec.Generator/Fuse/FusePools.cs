using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>
/// A maxpool of two by two right behind a 3x3 convolution takes the greatest of the convolution's sums while they are in registers; among the
/// operations of inference alone. Bias and the usual activations keep the order of what they are given, and so come after it, once.
/// </summary>
internal static class FusePools
{
    public static ImmutableArray<Operation> Run(ImmutableArray<Operation> operations, LoweringContext context)
    {
        var fused = ImmutableArray.CreateBuilder<Operation>();
        for (var i = 0; i < operations.Length; i++)
        {
            var pool = i + 1 < operations.Length && operations[i + 1].Input == operations[i].Output ? operations[i + 1] as Pool : null;
            var before = fused.Count > 0 ? fused[fused.Count - 1] as PlanesToRows : null;
            if (pool is null || operations[i] is not Convolve convolve || Fuse(convolve, pool, before, context) is not { } both)
            {
                fused.Add(operations[i]);
                continue;
            }
            if (both is PooledPlanes) fused.RemoveAt(fused.Count - 1);
            fused.Add(both);
            i++;
        }
        return fused.ToImmutable();
    }

    // A folded normalisation may turn the order with a negative scale.
    private static WeightedSum? Fuse(Convolve convolve, Pool pool, PlanesToRows? before, LoweringContext context)
    {
        if (!PooledConvolution.Suits(pool) || !PooledConvolution.Suits(convolve.Grid) || convolve is not { Groups: 1, Folded: null }) return null;
        if (convolve.Activation is { } activation && !ActivationCodes.Of(activation).KeepsOrder) return null;
        var (inputs, units) = (convolve.Input.Width, convolve.Output.Width);
        if (before is not null && inputs <= PooledPlanes.MostChannels)
            return new PooledPlanes(convolve, before.Input, pool, inputs, context.ReservePacked(PooledPlanes.KernelsLength(inputs, units))) { Activation = convolve.Activation };
        if (PooledTiles.Suits(inputs, units))
            return new PooledTiles(convolve, pool, context.ReservePacked(WinogradTile.Small.KernelsLength(inputs, units))) { Activation = convolve.Activation };
        return (convolve as Winograd)?.WithPool(pool);
    }
}
