using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>One vector path in one precision: what the printers of kernels need to know of it.</summary>
/// <param name="Bits">512, 256 or 128.</param>
/// <param name="Precision">Element type.</param>
internal sealed record VectorTarget(int Bits, Precision Precision)
{
    /// <summary>The widths that every class holds; NetSpec.Runtime.VectorPath names them.</summary>
    public static readonly ImmutableArray<int> Widths = [512, 256, 128];

    /// <summary>The static class, for example Vector512.</summary>
    public string Static => $"Vector{Bits}";

    /// <summary>The type, for example Vector512&lt;float&gt;.</summary>
    public string Type => $"Vector{Bits}<{Precision.Keyword}>";

    /// <summary>Elements of one vector.</summary>
    public int Lanes => Bits / 8 / Precision.Bytes;

    /// <summary>
    /// Heights of register tiles, tallest first. 512 bits have 32 registers: 12 x 2 sums, two columns and a broadcast; the others have 16:
    /// 6 x 2. The shorter ones take the rows that are left.
    /// </summary>
    public ImmutableArray<int> TileRows => Bits == 512 ? [12, 4, 1] : [6, 3, 1];

    /// <summary>Heights of tiles that cover a panel's 32 or 16 units exactly.</summary>
    public ImmutableArray<int> PanelTileRows(int units) => (Bits, units) switch
    {
        (512, 32) => [12, 12, 8],
        (512, _) => [12, 4],
        (_, 32) => [6, 6, 6, 6, 4, 4],
        _ => [6, 6, 4],
    };

    /// <summary>A broadcast constant.</summary>
    public string Number(double value) => $"{Static}.Create({Precision.Literal(value)})";

    /// <summary>Zero.</summary>
    public string Zero => $"{Type}.Zero";
}
