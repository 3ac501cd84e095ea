using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Statements of the transformations of F(m x m, 3x3), whatever the layout of what they give.</summary>
internal abstract class WinogradTransform(WinogradTile tile)
{
    private static readonly WinogradTransform Small = new SmallTileTransform(), Large = new LargeTileTransform();

    /// <summary>The transformation of a tile.</summary>
    public static WinogradTransform Of(WinogradTile tile) => tile == WinogradTile.Small ? Small : Large;

    /// <summary>G, for people.</summary>
    public abstract string KernelMatrix { get; }

    /// <summary>B', for people.</summary>
    public abstract string InputMatrix { get; }

    /// <summary>A', for people.</summary>
    public abstract string OutputMatrix { get; }

    /// <summary>Asks for what <see cref="Kernels"/> and <see cref="Inputs"/> call.</summary>
    public virtual void Methods(KernelContext k)
    {
    }

    /// <summary>Constants of <see cref="Kernels"/>, before the loops.</summary>
    public abstract void KernelConstants(SourceWriter w, VectorTarget v);

    /// <summary>G g G' of the vectors at <c>g</c>, taps <c>step</c> apart.</summary>
    /// <param name="w">Where to print.</param>
    /// <param name="v">For which vectors.</param>
    /// <param name="to">Where a place goes.</param>
    public abstract void Kernels(SourceWriter w, VectorTarget v, Func<int, string> to);

    /// <summary>A' m A of a vector of a tile.</summary>
    /// <param name="w">Where to print.</param>
    /// <param name="v">For which vectors.</param>
    /// <param name="from">Where a place lies.</param>
    /// <param name="use">Prints what becomes of the result of a line and a pixel.</param>
    public abstract void Results(SourceWriter w, VectorTarget v, Func<int, string> from, Action<int, int, string> use);

    /// <summary>B' d B of <c>tiles</c> tiles of an image from the <c>first</c> on.</summary>
    /// <param name="w">Where to print.</param>
    /// <param name="v">For which vectors.</param>
    /// <param name="advance">To the next tile of <c>to</c>.</param>
    /// <param name="place">Where a place of the vector at <c>v</c> goes.</param>
    public void Tiles(SourceWriter w, VectorTarget v, string advance, Func<int, string> place)
    {
        w.Line("nint pixel = walk.Row, line = walk.Pixels.Padded * walk.Row;");
        w.Line("int channels = walk.Inputs, down = first / across, right = first % across;");
        InputConstants(w, v);
        using (w.Block($"for (; tiles > 0; tiles--, {advance})"))
        {
            var below = string.Concat(Enumerable.Range(1, tile.Edge - 1).Select(row => $", d{row} = d{row - 1} + line"));
            w.Line($"{v.Precision.Keyword}* d0 = image + ({tile.Results} * ((down * line) + (right * pixel))){below}, v = to;");
            using (w.Block($"for (var i = 0; i < channels; i += {v.Lanes})"))
            {
                Inputs(w, v, place);
                w.Line($"v += {v.Lanes};");
            }
            w.Line("if (++right == across) (right, down) = (0, down + 1);");
        }
    }

    /// <summary>Constants of <see cref="Inputs"/>, before the loops.</summary>
    protected abstract void InputConstants(SourceWriter w, VectorTarget v);

    /// <summary>B' d B of a vector of a tile, whose lines begin at <c>d0 + i</c>, <c>d1 + i</c> and so on.</summary>
    protected abstract void Inputs(SourceWriter w, VectorTarget v, Func<int, string> place);

    /// <summary>A vector of a tile's pixel.</summary>
    protected static string Load(VectorTarget v, int row, int column) =>
        $"{v.Static}.LoadAligned(d{row} + i{column switch { 0 => "", 1 => " + pixel", _ => $" + ({column} * pixel)" }})";
}
