using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>The memory of some tiles of a block of images while a convolution computes them, in vectors.</summary>
internal static class TileMemory
{
    /// <summary>Most tiles that are transformed and multiplied in one go: sums of three by four units fill 12 registers.</summary>
    public const int MostTiles = 3;

    /// <summary>Places of a tile's room.</summary>
    public const int Places = 36;

    /// <summary>Columns of the largest tiles side by side: what a line of half-transformed pixels takes.</summary>
    public const int Line = (4 * MostTiles) + 2;

    /// <summary>Pairs of a tile and a unit whose sums are at hand.</summary>
    public const int Sums = 12;

    /// <summary>Where the sums of products lie: behind lines of half-transformed pixels.</summary>
    public const int SumsOffset = 6 * Line;

    /// <summary>Where sums lie that are transformed back in one dimension.</summary>
    public const int BackOffset = SumsOffset + (Sums * Places);

    /// <summary>Where transformed tiles lie.</summary>
    public const int TilesOffset = BackOffset + 24;

    /// <summary>Room for some convolutions, one after another.</summary>
    public static long Length(IEnumerable<LanesConvolution> convolutions) =>
        convolutions.Select(c => TilesOffset + ((long)MostTiles * Places * c.From.Channels)).Append(0).Max();
}
