using System.Collections.Generic;

namespace NetSpec.Generator;

/// <summary>Prints the loops that cover a matrix with tiles.</summary>
internal sealed class DriverEmitter(SourceWriter writer, VectorTarget target, TileEmitter tiles)
{
    /// <summary>Name of the method that hands gradients over as it goes.</summary>
    public const string WeightGradientName = "WeightGradient";

    /// <summary>Name of the method that computes the gradient of 32 units' parameters over several slices.</summary>
    public const string PanelGradientName = "PanelGradient";

    // Rows of a chunk, a multiple of all heights of tiles: with the parameters that it changes it takes half of a small first-level cache.
    private const int ChunkRows = 48;

    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>target[rows][units] = a[rows][inputs] * panels.</summary>
    public void Multiply()
    {
        writer.Line("// target[rows][units] = a[rows][inputs] * panels: forward, and the gradient of inputs with transposed panels.");
        writer.Line(Optimized);
        using (writer.Block($"public static void Multiply<TEpilogue>(int rows, {Scalar}* a, nint aRow, {Scalar}* panels, int inputs, int units, in TileTarget target) where TEpilogue : struct, IEpilogue"))
        {
            using (Panels("units", tiles.RowPanels))
            {
                writer.Line($"{Scalar}* panel = panels + ((nint)start * inputs);");
                writer.Line("var next = start + 64 <= padded ? (nint)inputs * 32 : 0;");
                using (writer.Block("for (var inner = 0; inner < width;)"))
                {
                    writer.Line("nint column = start + inner;");
                    writer.Line("nint row = 0;");
                    Cover("row", "rows", "Tile", "a + (row * aRow), aRow, panel + inner, width, inputs, target, row, column", ahead: true);
                }
            }
        }
        writer.Line();
    }

    /// <summary>target = a^T b over steps, in the layout of weights' panels.</summary>
    public void MultiplyTransposed()
    {
        writer.Line("// target[inputs][units] = sum over steps of a[step][input] * b[step][unit], in the panels of a weight: the gradient of weights.");
        writer.Line(Optimized);
        using (writer.Block($"public static void MultiplyTransposed<TEpilogue>(int steps, {Scalar}* a, nint aStep, int inputs, {Scalar}* b, nint bStep, int units, in TileTarget target) where TEpilogue : struct, IEpilogue"))
        {
            using (Panels("units"))
            {
                writer.Line("var panel = target;");
                writer.Line($"panel.Memory = ({Scalar}*)target.Memory + ((nint)start * inputs);");
                writer.Line("panel.Row = width;");
                using (writer.Block("for (var inner = 0; inner < width;)"))
                {
                    writer.Line("nint row = 0;");
                    Cover("row", "inputs", "TransposedTile", "a + row, aStep, b + start + inner, bStep, steps, panel, row, inner");
                }
            }
        }
        writer.Line();
    }

    /// <summary>The gradient of a weight, which a training step's update takes chunk by chunk.</summary>
    public void WeightGradient()
    {
        writer.Line("// The gradient of a weight, stored or added to what is there. An update takes every chunk as soon as it is complete, from the first-level");
        writer.Line("// cache; where nothing is to be added to, all chunks lie in one place, so that the gradient as a whole is never in memory.");
        writer.Line(Optimized);
        using (writer.Block($"public static void {WeightGradientName}(int steps, {Scalar}* a, nint aStep, int inputs, {Scalar}* b, nint bStep, int units, {Scalar}* gradient, bool add, global::NetSpec.Runtime.ParameterUpdate<{Scalar}> update, nint offset)"))
        {
            writer.Line("var target = new TileTarget { Memory = gradient };");
            using (writer.Block("if (update == null)"))
            {
                Either("steps, a, aStep, inputs, b, bStep, units, target");
                writer.Line("return;");
            }
            writer.Line("var padded = (units + 15) & ~15;");
            using (writer.Block("for (var start = 0; start < padded; start += 32)"))
            {
                writer.Line("var width = global::System.Math.Min(32, padded - start);");
                using (writer.Block($"for (var row = 0; row < inputs; row += {ChunkRows})"))
                {
                    writer.Line($"var rows = global::System.Math.Min({ChunkRows}, inputs - row);");
                    writer.Line("nint at = ((nint)start * inputs) + ((nint)row * width);");
                    writer.Line("if (add) target.Memory = gradient + at;");
                    Either("steps, a + row, aStep, rows, b + start, bStep, width, target");
                    writer.Line($"update.Apply(({Scalar}*)target.Memory, offset + at, rows * width);");
                }
            }
        }
        writer.Line();
    }

    /// <summary>The gradient of a panel of a weight and its biases over all slices of a wave.</summary>
    /// <param name="sumRows">The method that sums rows.</param>
    /// <param name="transposePart">The method that transposes a part of a panel.</param>
    public void PanelGradient(string sumRows, string transposePart)
    {
        writer.Line("// The gradient of 32 units' biases and weights: slice after slice is added to a chunk that lies in the first-level cache. An update takes it");
        writer.Line("// from there, and the transposed panels take the changed weights, so that where nothing came before no gradient is ever in memory whole.");
        writer.Line(Optimized);
        using (writer.Block($"public static void {PanelGradientName}(in global::NetSpec.Runtime.GradientWave<{Scalar}> wave, in global::NetSpec.Runtime.WeightPlace of, int panel)"))
        {
            writer.Line($"int start = 32 * panel, width = global::System.Math.Min(32, ((of.Units + 15) & ~15) - start);");
            writer.Line($"{Scalar}* weight = wave.Gradient + of.Weight + ((nint)start * of.Inputs);");
            using (writer.Block("for (var s = 0; of.Bias >= 0 && s < wave.Slices.Length; s++)"))
                writer.Line($"{sumRows}(wave.Rows(s, of), wave.Delta(s, of) + start, of.DeltaRow, wave.Gradient + of.Bias + start, width, wave.Adds || s > 0);");
            writer.Line("var target = new TileTarget();");
            using (writer.Block($"for (var row = 0; row < of.Inputs; row += {ChunkRows})"))
            {
                writer.Line($"var rows = global::System.Math.Min({ChunkRows}, of.Inputs - row);");
                writer.Line("nint at = (nint)row * width;");
                writer.Line("target.Memory = wave.Update == null || wave.Adds ? weight + at : weight;");
                using (writer.Block("for (var s = 0; s < wave.Slices.Length; s++)"))
                {
                    writer.Line("var add = wave.Adds || s > 0;");
                    Either("wave.Rows(s, of), wave.Input(s, of) + row, of.InputRow, rows, wave.Delta(s, of) + start, of.DeltaRow, width, target");
                }
                writer.Line("if (wave.Update == null) continue;");
                writer.Line($"wave.Update.Apply(({Scalar}*)target.Memory, (nint)of.Weight + ((nint)start * of.Inputs) + at, rows * width);");
                writer.Line($"if (of.Transposed >= 0) {transposePart}(wave.Parameters + of.Weight, of.Inputs, of.Units, start, row, row + rows, 1, wave.Packed + of.Transposed);");
            }
        }
        writer.Line();
    }

    // Two tiles, so that neither asks at every store whether to add.
    private void Either(string arguments)
    {
        writer.Line($"if (add) MultiplyTransposed<{EpilogueEmitter.Add}>({arguments});");
        writer.Line($"else MultiplyTransposed<{EpilogueEmitter.Plain}>({arguments});");
    }

    // One row alone takes several panels at a time where there is a tile for it.
    private System.IDisposable Panels(string units, int rowPanels = 0)
    {
        writer.Line($"var padded = ({units} + 15) & ~15;");
        var first = "var start = 0";
        if (rowPanels > 0)
        {
            writer.Line("var start = 0;");
            writer.Line($"for (; rows == 1 && start + {rowPanels * 32} <= padded; start += {rowPanels * 32})");
            writer.Line($"    {RowTileEmitter.Name}<TEpilogue>(a, panels + ((nint)start * inputs), inputs, target, start);");
            first = "";
        }
        var block = writer.Block($"for ({first}; start < padded; start += 32)");
        writer.Line("var width = global::System.Math.Min(32, padded - start);");
        return block;
    }

    private void Cover(string row, string end, string orientation, string arguments, string epilogue = "TEpilogue", bool ahead = false)
    {
        writer.Line($"nint end = {end};");
        if (!tiles.HasNarrowTiles)
        {
            Rows(orientation, 2, row, "end", arguments, epilogue, ahead);
            writer.Line($"inner += {tiles.Columns(2)};");
            return;
        }
        using (writer.Block($"if (width - inner >= {tiles.Columns(2)})"))
        {
            Rows(orientation, 2, row, "end", arguments, epilogue, ahead);
            writer.Line($"inner += {tiles.Columns(2)};");
        }
        using (writer.Block("else"))
        {
            Rows(orientation, 1, row, "end", arguments, epilogue, ahead);
            writer.Line($"inner += {tiles.Columns(1)};");
        }
    }

    // The last tile of the usual height asks for the panel that comes next.
    private void Rows(string orientation, int vectors, string row, string end, string arguments, string epilogue, bool ahead)
    {
        foreach (var rows in target.TileRows)
        {
            writer.Line($"for (; {row} + {rows} <= end; {row} += {rows})");
            writer.Line($"    {TileEmitter.Name(orientation, rows, vectors)}<{epilogue}>({arguments}{(!ahead || rows == 1 ? "" : rows == target.TileRows[0] ? $", {row} + {2 * rows} > {end} ? next : 0" : ", 0")});");
        }
    }

    private string Scalar => target.Precision.Keyword;
}
