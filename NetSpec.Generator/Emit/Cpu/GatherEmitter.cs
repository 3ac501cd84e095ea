using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints the second half of a gradient, where it has one: what flows back through a chain of multiplications is computed slice by slice, then
/// every panel's gradient is the sum over all slices, and threads share the panels.
/// </summary>
internal static class GatherEmitter
{
    /// <summary>Panels of all weights.</summary>
    public static int Pieces(NetworkPlan plan) => plan.Operations.OfType<Gemm>().Sum(Panels);

    public static void Print(KernelContext k)
    {
        k.Request(EpilogueEmitter.Plain);
        k.Request(EpilogueEmitter.Add);
        RowMethods.SumRows(k);
        TransposeMethods.TransposePart(k);
        var method = k.Call(DriverEmitter.PanelGradientName);
        using (k.Writer.Block($"public override void GatherGradient(in global::NetSpec.Runtime.GradientWave<{k.Scalar}> wave, int piece)"))
        {
            var first = 0;
            // The last layers' rows were touched last.
            foreach (var gemm in k.Plan.Operations.OfType<Gemm>().Reverse())
            {
                k.Writer.Line($"// {gemm.Layer}: {Panels(gemm)} panels of up to {TileEmitter.PanelColumns} units");
                using (k.Writer.Block($"if (piece < {first + Panels(gemm)})"))
                {
                    k.Writer.Line($"{method}(wave, new()");
                    k.Writer.Line("{");
                    foreach (var (name, value) in Places(gemm, k.Plan)) k.Writer.Line($"    {name} = {value},");
                    k.Writer.Line($"}}, piece{(first == 0 ? "" : $" - {first}")});");
                    k.Writer.Line("return;");
                }
                first += Panels(gemm);
            }
        }
        k.Writer.Line();
    }

    private static IEnumerable<(string Name, string Value)> Places(Gemm gemm, NetworkPlan plan)
    {
        yield return ("Input", Input(gemm.Input));
        yield return ("InputRow", $"{gemm.Input.Stride}");
        yield return ("Inputs", $"{gemm.Input.Width}");
        yield return ("Delta", Number(Owner(gemm.Output).GradientPlace.Offset));
        yield return ("DeltaRow", $"{gemm.Output.GradientStride}");
        yield return ("Units", $"{gemm.Output.Width}");
        yield return ("RowsPerSample", $"{gemm.Input.RowsPerSample}");
        yield return ("Weight", Number(gemm.Weight.Owner.Offset));
        yield return ("Bias", Number(gemm.Bias?.Offset ?? -1));
        var copy = plan.Copies.FirstOrDefault(c => c.View == gemm.Transposed && c.ReadBy == CopyReader.Backward);
        yield return ("Transposed", Number(copy?.Offset ?? -1));
    }

    private static Value Owner(Value value) => value.SharesGradientWith is { } other ? Owner(other) : value;

    // A value that is another one at inference has a place of its own in training only.
    private static string Input(Value value) => value switch
    {
        { IsInput: true } => "-1",
        { AliasOf: null } => Number(value.Place.Offset),
        { IsView: true } => Input(value.AliasOf),
        _ => $"wave.Training ? {Number(value.Place.Offset)} : {Input(value.AliasOf)}",
    };

    private static int Panels(Gemm gemm) => (gemm.Output.Width + TileEmitter.PanelColumns - 1) / TileEmitter.PanelColumns;

    private static string Number(long value) => FormattableString.Invariant($"{value}");
}
