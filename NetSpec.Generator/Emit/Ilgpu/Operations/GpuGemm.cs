using System;

namespace NetSpec.Generator;

/// <summary>Multiplications by a weight: tiles, with bias and activation, or the mask of the backward pass, where the sums are stored.</summary>
internal sealed class GpuGemm : GpuOperationEmitter<Gemm>
{
    protected override void Forward(Gemm o, GpuContext k)
    {
        var activation = o.Activation is { } a ? k.Activation(ActivationCodes.Of(a)) : null;
        var bias = o.Bias is null ? "" : ", " + GpuContext.Parameter(o.Bias);
        Multiply(k, o.Weight, GpuContext.Rows(o.Input), o.Input.Name, o.Input.Width, o.Output.Width,
            new LayerResult(o.Bias is not null, o.Weight.Negate, activation), $"{o.Output.Name}, {o.Output.Width}{bias}");
    }

    protected override void Backward(Gemm o, GpuContext k)
    {
        GpuMap.ApplyDerivative(o, k);
        WeightGradient(k, o.Weight, o.Bias, GpuContext.Rows(o.Input), o.Input.Name, o.Input.Width, o.Output.GradientName, o.Output.Width);
        using (k.IfWanted(o.Input))
        {
            TileResult result = o.MasksInputGradient ? new MaskedResult(o.Weight.Negate) : new LayerResult(false, o.Weight.Negate, null);
            var mask = o.MasksInputGradient ? ", " + o.Input.Name : "";
            Multiply(k, o.Transposed, GpuContext.Rows(o.Output), o.Output.GradientName, o.Output.Width, o.Input.Width, result, $"{o.Input.GradientName}, {o.Input.Width}{mask}");
        }
    }

    /// <summary>Prints rows times a matrix.</summary>
    /// <param name="k">Where to print.</param>
    /// <param name="view">The matrix.</param>
    /// <param name="rows">Number of rows, in the host's statements.</param>
    /// <param name="from">The rows.</param>
    /// <param name="row">Values from row to row.</param>
    /// <param name="width">Columns of the result.</param>
    /// <param name="result">What becomes of the sums.</param>
    /// <param name="arguments">The result's arguments.</param>
    public static void Multiply(GpuContext k, MatrixView view, string rows, string from, int row, int width, TileResult result, string arguments) =>
        Multiply(k, view, rows, from, FormattableString.Invariant($"{row}"), view.Transpose ? view.OwnerUnits : view.OwnerInputs, width, result, arguments);

    /// <summary>The same with rows that do not lie one after another.</summary>
    public static void Multiply(GpuContext k, MatrixView view, string rows, string from, string row, int depth, int width, TileResult result, string arguments, string? depthExpression = null)
    {
        var shape = TileShape.Of(width);
        TileOperand matrix = view.Transpose ? new TurnedPanelOperand() : new PanelOperand();
        var name = TileKernel.Get(k, shape, new RowsOperand(), matrix, result);
        k.Launch(name, FormattableString.Invariant($"({rows} + {shape.Rows - 1}) / {shape.Rows}, {shape.Across(width)}"), shape.Threads, FormattableString.Invariant(
            $"{rows}, {width}, {depthExpression ?? Text(depth)}, {depth}, {from}, {row}, {GpuContext.Parameter(view.Owner)}, {view.OwnerInputs}, {Padding.Round(view.OwnerUnits)}, {arguments}"));
    }

    /// <summary>Prints the gradient of a matrix and of a bias from the rows that met it and the gradient of what they gave.</summary>
    public static void WeightGradient(GpuContext k, MatrixView view, ParameterSlot? bias, string rows, string input, int inputs, string gradient, int units)
    {
        // A transposed tie changes the places of what it read and of what it gave; its own bias is then summed apart.
        var (first, second, hasSums) = view.Transpose ? (gradient, input, false) : (input, gradient, bias is not null);
        var (firstWidth, secondWidth) = view.Transpose ? (units, inputs) : (inputs, units);
        var owner = view.Owner;
        var padded = Padding.Round(view.OwnerUnits);
        var shape = TileShape.Of(view.OwnerInputs, padded);
        var tiles = shape.Down(view.OwnerInputs) * shape.Across(padded);
        var most = Reductions.Parts(tiles);
        var length = owner.PackedLength;
        k.ReservePartials(most * (length + padded));
        var name = TileKernel.Get(k, shape, new ColumnsOperand(limited: false), new ColumnsOperand(limited: true), new PartialResult(hasSums));
        using (k.Host.Block())
        {
            Parts(k, rows, most);
            var sums = hasSums ? FormattableString.Invariant($", partials.SubView(parts * {length}L, parts * {padded}L)") : "";
            k.Launch(name, FormattableString.Invariant($"{shape.Down(view.OwnerInputs)}, {shape.Across(padded)} * parts"), shape.Threads, FormattableString.Invariant(
                $"{view.OwnerInputs}, {padded}, {rows}, rowsOfPart, {first}, {firstWidth}, {second}, {secondWidth}, partials{sums}"));
            Reductions.AddParts(k, owner, "partials", "parts", view.Negate);
            if (hasSums) Reductions.AddParts(k, bias!, FormattableString.Invariant($"partials.SubView(parts * {length}L, parts * {padded}L)"), "parts");
        }
        if (bias is not null && !hasSums) BiasGradient(k, bias, rows, gradient, units);
    }

    /// <summary>Prints how the rows are cut into parts.</summary>
    public static void Parts(GpuContext k, string rows, int most)
    {
        k.Host.Line(FormattableString.Invariant($"var rowsOfPart = ((({rows}) / {most}) + {2 * TileShape.Depth}) / {TileShape.Depth} * {TileShape.Depth};"));
        k.Host.Line($"var parts = (({rows}) + rowsOfPart - 1) / rowsOfPart;");
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Prints the gradient of a bias.</summary>
    public static void BiasGradient(GpuContext k, ParameterSlot bias, string rows, string gradient, int units) =>
        Reductions.IntoGradient(k, bias, "SumRows", "FloatView g", "g[at]", rows, units, gradient);
}
