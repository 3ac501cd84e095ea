using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Gives the 3x3 convolutions of inference alone larger tiles where those are cheaper. Gradients keep the small ones: their float32 sums are
/// differences of many terms, and training has no use for a second copy of the kernels.
/// </summary>
internal static class LargerTiles
{
    public static ImmutableArray<Operation> Run(ImmutableArray<Operation> operations, LoweringContext context) => operations.Select(o =>
        o is Winograd small && WinogradTile.Large.Beats(small.Tile, small.Forward)
            ? small.By(WinogradTile.Large, context.ReservePacked(WinogradTile.Large.KernelsLength(small.Input.Width, small.Output.Width)))
            : o).ToImmutableArray();
}
