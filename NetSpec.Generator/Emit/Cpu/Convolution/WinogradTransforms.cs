using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Statements of the transformations of F(2x2, 3x3), whatever the layout of what they give.</summary>
internal static class WinogradTransforms
{
    /// <summary>G g G' of the vectors at <c>g</c>, taps <c>step</c> apart, with G = (1 0 0, 1/2 1/2 1/2, 1/2 -1/2 1/2, 0 0 1).</summary>
    /// <param name="to">Where a place goes.</param>
    public static void Kernels(SourceWriter w, VectorTarget v, Func<int, string> to)
    {
        for (var column = 0; column < 3; column++)
        {
            string G(int row) => $"g{row}{column}";
            for (var row = 0; row < 3; row++) w.Line($"var {G(row)} = {v.Static}.LoadAligned(g + ({(row * 3) + column} * step));");
            w.Line($"var h1{column} = ({G(0)} + {G(1)} + {G(2)}) * half; var h2{column} = ({G(0)} - {G(1)} + {G(2)}) * half;");
        }
        for (var row = 0; row < 4; row++)
        {
            string H(int column) => row switch { 0 => $"g0{column}", 3 => $"g2{column}", _ => $"h{row}{column}" };
            w.Line($"{H(0)}.StoreAligned({to(row * 4)});");
            w.Line($"(({H(0)} + {H(1)} + {H(2)}) * half).StoreAligned({to((row * 4) + 1)});");
            w.Line($"(({H(0)} - {H(1)} + {H(2)}) * half).StoreAligned({to((row * 4) + 2)});");
            w.Line($"{H(2)}.StoreAligned({to((row * 4) + 3)});");
        }
    }

    /// <summary>B' d B of <c>tiles</c> tiles of an image from the <c>first</c> on, with B' = (1 0 -1 0, 0 1 1 0, 0 -1 1 0, 0 1 0 -1).</summary>
    /// <param name="advance">To the next tile of <c>to</c>.</param>
    /// <param name="place">Where a place of the vector at <c>v</c> goes.</param>
    public static void Inputs(SourceWriter w, VectorTarget v, string advance, Func<int, string> place)
    {
        w.Line("nint pixel = walk.Row, line = walk.Pixels.Padded * walk.Row;");
        w.Line("int channels = walk.Inputs, down = first / across, right = first % across;");
        using (w.Block($"for (; tiles > 0; tiles--, {advance})"))
        {
            w.Line($"{v.Precision.Keyword}* d0 = image + (2 * ((down * line) + (right * pixel))), d1 = d0 + line, d2 = d1 + line, d3 = d2 + line, v = to;");
            using (w.Block($"for (var i = 0; i < channels; i += {v.Lanes})"))
            {
                for (var column = 0; column < 4; column++)
                {
                    var at = column switch { 0 => "i", 1 => "i + pixel", _ => $"i + ({column} * pixel)" };
                    w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"x{row}{column} = {v.Static}.LoadAligned(d{row} + {at})"))};");
                    w.Line($"var t0{column} = x0{column} - x2{column}; var t1{column} = x1{column} + x2{column}; var t2{column} = x2{column} - x1{column}; var t3{column} = x1{column} - x3{column};");
                }
                for (var row = 0; row < 4; row++)
                {
                    Store($"t{row}0 - t{row}2", row * 4);
                    Store($"t{row}1 + t{row}2", (row * 4) + 1);
                    Store($"t{row}2 - t{row}1", (row * 4) + 2);
                    Store($"t{row}1 - t{row}3", (row * 4) + 3);
                }
                w.Line($"v += {v.Lanes};");
            }
            w.Line("if (++right == across) (right, down) = (0, down + 1);");
        }

        void Store(string value, int at) => w.Line($"({value}).StoreAligned({place(at)});");
    }
}
