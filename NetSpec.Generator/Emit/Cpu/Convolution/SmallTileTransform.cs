using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>F(2x2, 3x3): the polynomials are evaluated at 0, 1, -1 and infinity.</summary>
internal sealed class SmallTileTransform() : WinogradTransform(WinogradTile.Small)
{
    public override string KernelMatrix => "1 0 0, 1/2 1/2 1/2, 1/2 -1/2 1/2, 0 0 1";

    public override string InputMatrix => "1 0 -1 0, 0 1 1 0, 0 -1 1 0, 0 1 0 -1";

    public override string OutputMatrix => "1 1 1 0, 0 1 -1 -1";

    public override void KernelConstants(SourceWriter w, VectorTarget v) => w.Line($"var half = {v.Number(0.5)};");

    public override void Kernels(SourceWriter w, VectorTarget v, Func<int, string> to)
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

    public override void Results(SourceWriter w, VectorTarget v, Func<int, string> from, Action<int, int, string> use)
    {
        for (var column = 0; column < 4; column++)
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"m{row}{column} = {v.Static}.LoadAligned({from((row * 4) + column)})"))};");
            w.Line($"var a{column} = m0{column} + m1{column} + m2{column}; var b{column} = m1{column} - m2{column} - m3{column};");
        }
        foreach (var (line, name) in new[] { (0, "a"), (1, "b") })
        {
            use(line, 0, $"{name}0 + {name}1 + {name}2");
            use(line, 1, $"{name}1 - {name}2 - {name}3");
        }
    }

    protected override void InputConstants(SourceWriter w, VectorTarget v)
    {
    }

    protected override void Inputs(SourceWriter w, VectorTarget v, Func<int, string> place)
    {
        void Store(string value, int at) => w.Line($"({value}).StoreAligned({place(at)});");
        for (var column = 0; column < 4; column++)
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(row => $"x{row}{column} = {Load(v, row, column)}"))};");
            w.Line($"var t0{column} = x0{column} - x2{column}; var t1{column} = x1{column} + x2{column}; var t2{column} = x2{column} - x1{column}; var t3{column} = x1{column} - x3{column};");
        }
        for (var row = 0; row < 4; row++)
        {
            Store($"t{row}0 - t{row}2", row * 4);
            Store($"t{row}1 + t{row}2", (row * 4) + 1);
            Store($"t{row}2 - t{row}1", (row * 4) + 2);
            Store($"t{row}1 - t{row}3", (row * 4) + 3);
        }
    }
}
