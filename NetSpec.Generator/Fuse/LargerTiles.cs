using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Gives the 3x3 convolutions of inference alone larger tiles where those are cheaper. Gradients, observers and
/// the forward pass of training keep the small ones, which round less.
/// </summary>
internal static class LargerTiles
{
    public static ImmutableArray<Operation> Run(ImmutableArray<Operation> operations, LoweringContext context) => operations.Select(o =>
        o is Winograd small && WinogradTile.Large.Beats(small.Tile, small.Forward)
            ? small.By(WinogradTile.Large, context.ReservePacked(WinogradTile.Large.KernelsLength(small.Input.Width, small.Output.Width)))
            : o).ToImmutableArray();
}
