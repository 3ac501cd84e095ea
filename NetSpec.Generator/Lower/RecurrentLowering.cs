using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Recurrent layers: one multiplication for the input's part of all steps, then the recurrence.</summary>
internal abstract class RecurrentLowering(RecurrentCell cell) : LayerLowering
{
    public override bool ReadsUnpaddedRows(ResolvedLayer layer) => true;

    public override Value Lower(ResolvedLayer layer, Value input, LoweringContext context)
    {
        var hidden = ((Recurrent)layer.Layer).Units;
        var padded = Padding.Round(hidden);
        var inputWeight = Matrix(context, layer, "weight_ih", hidden, input.Width);
        var weight = Matrix(context, layer, "weight_hh", hidden, hidden);
        var (inputBias, bias) = (Bias(context, layer, "bias_ih", hidden), Bias(context, layer, "bias_hh", hidden));

        var output = context.NewOutput(layer);
        var gates = context.NewRows(layer.Path, "Gates", cell.Gates * padded, input.RowsPerSample);
        context.Operations.Add(new Gemm(layer.Path, input, gates, inputWeight, inputBias));

        var recur = new Recur(layer.Path, gates, output, cell, weight, bias, (role, units, rows) => context.NewRows(layer.Path, role, units, rows))
        {
            StateOffset = context.Operations.Sum(o => o.StateSize ?? 0),
            Zeros = context.ReservePacked(cell.StatesPerUnit * padded),
            Start = context.IsStep ? context.NewRows(layer.Path, "Start", cell.StatesPerUnit * padded, 1, hasGradient: false) : null,
        };
        context.Operations.Add(recur);
        return output;
    }

    private MatrixView Matrix(LoweringContext context, ResolvedLayer layer, string name, int hidden, int inputs)
    {
        var units = cell.Gates * Padding.Round(hidden);
        var layout = $"new global::NetSpec.Runtime.GatePanelLayout({cell.Gates}, {hidden}, {inputs})";
        return new MatrixView(context.Declare(layer, name, layout, (long)units * inputs, units), false, false);
    }

    private ParameterSlot Bias(LoweringContext context, ResolvedLayer layer, string name, int hidden) => context.Declare(
        layer, name, $"new global::NetSpec.Runtime.GateVectorLayout({cell.Gates}, {hidden})", cell.Gates * Padding.Round(hidden));
}
