using System;

namespace NetSpec.Generator;

/// <summary>Sums over rows, without atomics: rows are cut into parts, each part is summed by itself, and the parts are added in order.</summary>
internal static class Reductions
{
    /// <summary>Parts of a weight's gradient for each tile of it: enough groups for a large device, whatever the device is, so that sums do not depend on it.</summary>
    public const int Groups = 264;

    private const int Threads = 256;

    /// <summary>Parts that a gradient of so many tiles is cut into at most.</summary>
    public static int Parts(int tiles) => Math.Max(1, Groups / tiles);

    /// <summary>Adds parts in order into a part of the gradient.</summary>
    public static void AddParts(GpuContext k, ParameterSlot slot, string partials, string parts, bool negates = false) =>
        k.Flat(AddParts(k), FormattableString.Invariant($"{slot.PackedLength}"),
            $"{parts}, {(negates ? "-1f" : "1f")}, {k.AddsTo(slot)} ? 1 : 0, {partials}, {GpuContext.GradientOf(slot)}");

    private static string AddParts(GpuContext k) => k.FlatKernel("AddParts", "int parts, float scale, int add, FloatView partials, FloatView to", w =>
    {
        w.Line("// Four sums at a time, so that reading one does not wait for the other.");
        w.Line("float sum0 = 0f, sum1 = 0f, sum2 = 0f, sum3 = 0f;");
        w.Line("var part = 0;");
        using (w.Block("for (; part + 4 <= parts; part += 4)"))
        {
            w.Line("var at = (part * count) + i;");
            w.Line("sum0 += partials[at];");
            w.Line("sum1 += partials[at + count];");
            w.Line("sum2 += partials[at + (2 * count)];");
            w.Line("sum3 += partials[at + (3 * count)];");
        }
        w.Line("for (; part < parts; part++) sum0 += partials[(part * count) + i];");
        w.Line("var sum = scale * ((sum0 + sum1) + (sum2 + sum3));");
        w.Line("to[i] = add != 0 ? to[i] + sum : sum;");
    });

    /// <summary>Sums a quantity over rows into one value per unit; the quantity is an expression of the row's value <c>at</c> and the unit <c>unit</c>.</summary>
    /// <param name="k">Where to print.</param>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="parameters">Parameters that the expression needs.</param>
    /// <param name="expression">The quantity.</param>
    /// <param name="rows">Rows, in the host's statements.</param>
    /// <param name="units">Units of a row.</param>
    /// <param name="arguments">Arguments for the parameters.</param>
    /// <param name="to">Where the sums go.</param>
    /// <param name="add">Whether they are added to what is there, in the host's statements.</param>
    /// <param name="scale">What they are multiplied by, in the host's statements.</param>
    public static void OverRows(GpuContext k, string name, string parameters, string expression, string rows, int units, string arguments, string to, string add = "false", string scale = "1f")
    {
        k.ReservePartials((long)ColumnParts(units) * units);
        var width = Width(units);
        var first = Columns(k, FormattableString.Invariant($"{name}{width}"), "float", "int rows, int units, int rowsOfPart, FloatView partials, " + parameters, expression, width);
        using (k.Host.Block())
        {
            k.Host.Line(FormattableString.Invariant($"var rowsOfPart = global::System.Math.Max({8 * Threads / width}, (({rows}) + {ColumnParts(units) - 1}) / {ColumnParts(units)});"));
            k.Host.Line($"var parts = (({rows}) + rowsOfPart - 1) / rowsOfPart;");
            k.Launch(first, FormattableString.Invariant($"parts, {(units + width - 1) / width}"), Threads, $"{rows}, {units}, rowsOfPart, partials, {arguments}");
            k.Flat(AddParts(k), FormattableString.Invariant($"{units}"), $"parts, {scale}, {add} ? 1 : 0, partials, {to}");
        }
    }

    /// <summary>Parts that the rows are cut into at most, to sum each of so many units: groups that fill a large device, and no more, since one thread adds them.</summary>
    private static int ColumnParts(int units) => Math.Max(1, 2 * Groups / ((units + 31) / 32));

    // Units that a group takes side by side, so that neighbouring threads read neighbouring values.
    private static int Width(int units) => units > 16 ? 32 : units > 8 ? 16 : 8;

    /// <summary>Asks for a kernel whose groups sum a quantity over a part of the rows, for some units each: lanes of threads take rows in turn, and are added in pairs.</summary>
    /// <param name="k">Where to print.</param>
    /// <param name="name">Name of the kernel.</param>
    /// <param name="type">Of the sums.</param>
    /// <param name="parameters">With <c>rows</c>, <c>units</c>, <c>rowsOfPart</c> and <c>partials</c>.</param>
    /// <param name="expression">The quantity, of <c>at</c> and <c>unit</c>.</param>
    /// <param name="width">Units of a group.</param>
    public static string Columns(GpuContext k, string name, string type, string parameters, string expression, int width = 32) => k.Kernel(name, parameters, w =>
    {
        w.Line($"int t = global::ILGPU.Group.IdxX, unit = (global::ILGPU.Grid.IdxY * {width}) + (t % {width}), begin = global::ILGPU.Grid.IdxX * rowsOfPart;");
        w.Line("var end = global::System.Math.Min(rows, begin + rowsOfPart);");
        w.Line($"var shared = global::ILGPU.SharedMemory.Allocate<{type}>({Threads});");
        w.Line($"{type} sum = 0;");
        using (w.Block("if (unit < units)"))
        using (w.Block($"for (var row = begin + (t / {width}); row < end; row += {Threads / width})"))
        {
            w.Line("var at = (row * units) + unit;");
            w.Line($"sum += {expression};");
        }
        w.Line("shared[t] = sum;");
        w.Line("global::ILGPU.Group.Barrier();");
        using (w.Block($"for (var half = {Threads / 2}; half >= {width}; half /= 2)"))
        {
            w.Line("if (t < half) shared[t] += shared[t + half];");
            w.Line("global::ILGPU.Group.Barrier();");
        }
        w.Line($"if (t < {width} && unit < units) partials[(global::ILGPU.Grid.IdxX * units) + unit] = shared[t];");
    });

    /// <summary>Sums a parameter's gradient over rows.</summary>
    public static void IntoGradient(GpuContext k, ParameterSlot slot, string name, string parameters, string expression, string rows, int units, string arguments) =>
        OverRows(k, name, parameters, expression, rows, units, arguments, GpuContext.GradientOf(slot), k.AddsTo(slot));
}
