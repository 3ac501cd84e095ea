using System;

namespace NetSpec.Generator;

/// <summary>Sums over rows, without atomics: rows are cut into parts, each part is summed by itself, and the parts are added in order.</summary>
internal static class Reductions
{
    /// <summary>Parts of a weight's gradient for each tile of it: enough groups for a large device, whatever the device is, so that sums do not depend on it.</summary>
    public const int Groups = 264;

    private const int ColumnParts = 128;

    /// <summary>Parts that a gradient of so many tiles is cut into at most.</summary>
    public static int Parts(int tiles) => Math.Max(1, Groups / tiles);

    /// <summary>Adds parts in order into a part of the gradient.</summary>
    public static void AddParts(GpuContext k, ParameterSlot slot, string partials, string parts, bool negates = false)
    {
        var name = k.FlatKernel("AddParts", "int parts, float scale, int add, FloatView partials, FloatView to", w =>
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
        k.Flat(name, FormattableString.Invariant($"{slot.PackedLength}"),
            $"{parts}, {(negates ? "-1f" : "1f")}, {k.AddsTo(slot)} ? 1 : 0, {partials}, {GpuContext.GradientOf(slot)}");
    }

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
        k.ReservePartials((long)ColumnParts * units);
        var first = k.FlatKernel(name, $"int rows, int units, int parts, FloatView partials, {parameters}", w =>
        {
            w.Line("int part = i / units, unit = i - (part * units), rowsOfPart = (rows + parts - 1) / parts;");
            w.Line("var end = Math.Min(rows, (part + 1) * rowsOfPart);");
            w.Line("var sum = 0f;");
            using (w.Block("for (var row = part * rowsOfPart; row < end; row++)"))
            {
                w.Line("var at = (row * units) + unit;");
                w.Line($"sum += {expression};");
            }
            w.Line("partials[i] = sum;");
        });
        var second = k.FlatKernel("AddColumns", "int parts, float scale, int add, FloatView partials, FloatView to", w =>
        {
            w.Line("var sum = 0f;");
            w.Line("for (var part = 0; part < parts; part++) sum += partials[(part * count) + i];");
            w.Line("to[i] = add != 0 ? to[i] + (scale * sum) : scale * sum;");
        });
        using (k.Host.Block())
        {
            k.Host.Line($"var parts = Math.Min({ColumnParts}, (({rows}) + 63) / 64);");
            k.Flat(first, $"parts * {units}", $"{rows}, {units}, parts, partials, {arguments}");
            k.Flat(second, FormattableString.Invariant($"{units}"), $"parts, {scale}, {add} ? 1 : 0, partials, {to}");
        }
    }

    /// <summary>Sums a parameter's gradient over rows.</summary>
    public static void IntoGradient(GpuContext k, ParameterSlot slot, string name, string parameters, string expression, string rows, int units, string arguments) =>
        OverRows(k, name, parameters, expression, rows, units, arguments, GpuContext.GradientOf(slot), k.AddsTo(slot));
}
