using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Multiplications: forward, gradient of the input and gradient of the weight are three calls of the same tiles (form 3).</summary>
internal sealed class GemmEmitter : OperationEmitter<Gemm>
{
    public override string Form(Operation operation) =>
        ((Gemm)operation).SkipsZeros ? "register tile over packed panels, zero inputs skipped where a sample is alone" : "register tile over packed panels";

    protected override void Forward(Gemm gemm, KernelContext k)
    {
        var (epilogue, operands) = k.Forward(gemm);
        var (method, list) = gemm.SkipsZeros && SingleEmitter.UsesTiles(k.Plan) ? (SampleMethods.Multiply(k), "(ushort*)scratch, ") : ("Multiply", "");
        k.Writer.Line($"{k.Call(method)}<{epilogue}>({KernelContext.Rows(gemm.Input)}, {gemm.Input.Name}, {gemm.Input.Stride}, {Matrix(gemm.Weight, k)}, {gemm.Input.Width}, {gemm.Output.Width},");
        k.Writer.Line($"    {list}new TileTarget {{ Memory = {gemm.Output.Name}, Row = {gemm.Output.Stride}{operands} }});");
    }

    protected override void Backward(Gemm gemm, KernelContext k)
    {
        MapEmitter.ApplyDerivative(gemm, k);
        var rows = KernelContext.Rows(gemm.Input);
        var gradient = gemm.Output.GradientName;
        if (!k.Plan.GathersGradients) ParameterGradients(gemm, rows, gradient, k);
        using (k.IfWanted(gemm.Input)) InputGradient(gemm, rows, gradient, k);
    }

    private static void ParameterGradients(Gemm gemm, string rows, string gradient, KernelContext k)
    {
        if (gemm.Bias is { } bias)
            k.Writer.Line($"{k.Call(RowMethods.SumRows(k))}({rows}, {gradient}, {gemm.Output.GradientStride}, gradient + {bias.Offset}, {gemm.Output.Width}, {k.AddsTo(bias)});");
        WeightGradient(gemm, rows, gradient, k);
    }

    // The owner's gradient has the owner's layout: for a transposed tie the two operands change places.
    private static void WeightGradient(Gemm gemm, string rows, string gradient, KernelContext k)
    {
        var owner = gemm.Weight.Owner;
        var input = $"{gemm.Input.Name}, {gemm.Input.Stride}, {gemm.Input.Width}";
        var output = $"{gradient}, {gemm.Output.GradientStride}, {gemm.Output.Width}";
        if (k.Plan.UpdatesInBackward(gemm))
        {
            k.Request(EpilogueEmitter.Plain);
            k.Request(EpilogueEmitter.Add);
            k.Writer.Line($"{k.Call(DriverEmitter.WeightGradientName)}({rows}, {input}, {output},");
            k.Writer.Line($"    gradient + {owner.Offset}, {k.AddsTo(owner)}, slice.Update, {owner.Offset});");
            return;
        }
        var operands = gemm.Weight.Transpose ? $"{output}, {input}" : $"{input}, {output}";
        var sign = k.Target.Precision.Literal(gemm.Weight.Negate ? -1 : 1);
        k.Request(EpilogueEmitter.Gradient);
        k.Writer.Line($"{k.Call("MultiplyTransposed")}<{EpilogueEmitter.Gradient}>({rows}, {operands},");
        k.Writer.Line($"    new TileTarget {{ Memory = gradient + {owner.Offset}, Scale = {sign}, Add = {k.AddsTo(owner)} }});");
    }

    private static void InputGradient(Gemm gemm, string rows, string gradient, KernelContext k)
    {
        var epilogue = gemm.MasksInputGradient ? EpilogueEmitter.Mask : EpilogueEmitter.Plain;
        var mask = gemm.MasksInputGradient ? $", Mask = {gemm.Input.Name}" : "";
        k.Request(epilogue);
        k.Writer.Line($"{k.Call("Multiply")}<{epilogue}>({rows}, {gradient}, {gemm.Output.GradientStride}, {Matrix(gemm.Transposed, k)}, {gemm.Output.Width}, {gemm.Input.Width},");
        k.Writer.Line($"    new TileTarget {{ Memory = {gemm.Input.GradientName}, Row = {gemm.Input.GradientStride}{mask} }});");
    }

    /// <summary>Where kernels find a weight, or one value of it.</summary>
    public static string Matrix(MatrixView view, KernelContext k, long index = 0) => view.IsHome
        ? FormattableString.Invariant($"parameters + {view.Owner.Offset + index}")
        : FormattableString.Invariant($"packed + {k.Plan.Copy(view).Offset + index}");

    // Of few rows every value of the weight serves few multiply-adds, and comes from the second-level cache: half of the speed. Of what a
    // rectifier gives half is taken to be zero, and a weight too small for that is as quick at hand; the caller's input is taken to be dense.
    public override double SampleCost(Operation operation, VectorTarget target)
    {
        var (rows, inputs, units) = (operation.Input.RowsPerSample, operation.Input.Width, Lanes(operation.Output.Width, target));
        var skips = operation.Input is { HoldsZeros: true, IsInput: false } && operation is Gemm { SkipsZeros: true } or Gemm { IsSmall: true };
        return rows * units * ((inputs * (rows >= 12 ? 1.05 : rows >= 4 ? 1.3 : skips ? 1.2 : 2.2)) + 4);
    }

    // Beside its multiply-adds each vector is begun, summed up and kept, which takes the code of three more.
    public override int SingleCost(Operation operation, VectorTarget target) =>
        (operation.Input.Width + 3) * Padding.Round(operation.Output.Width) / target.Lanes;

    protected override void Single(Gemm gemm, SingleContext s)
    {
        var v = s.Target;
        var vectors = Padding.Round(gemm.Output.Width) / v.Lanes;
        // Enough partial sums to hide a multiply-add's latency, no more than the registers hold.
        var parts = vectors >= 8 ? 1 : vectors >= 4 ? 2 : 4;
        const int Block = 8;
        var results = new string[vectors];
        for (var first = 0; first < vectors; first += Block)
        {
            var count = Math.Min(Block, vectors - first);
            Sums(gemm, s, first, count, parts);
            for (var c = first; c < first + count; c++)
                results[c] = Result(gemm, s, c, Math.Min(parts, gemm.Input.Width));
        }
        s.Keep(gemm.Output, results);
    }

    private static void Sums(Gemm gemm, SingleContext s, int first, int count, int parts)
    {
        var v = s.Target;
        var name = gemm.Output.Name;
        for (var c = first; c < first + count; c++)
        {
            for (var p = 0; p < Math.Min(parts, gemm.Input.Width); p++)
            {
                var start = p == 0 && gemm is { Bias: { } bias, Folded: null } ? $"{v.Static}.LoadAligned(parameters + {bias.Offset + (c * v.Lanes)})" : v.Zero;
                s.Writer.Line($"var {name}{c}_{p} = {start};");
            }
        }
        for (var i = 0; i < gemm.Input.Width; i++)
        {
            var operand = s.Broadcast(gemm.Input, i);
            if (count > 1)
            {
                s.Writer.Line($"{(i == 0 && first == 0 ? "var " : "")}{name}Input = {operand};");
                operand = $"{name}Input";
            }
            for (var c = first; c < first + count; c++)
            {
                var sum = $"{name}{c}_{i % parts}";
                s.Writer.Line($"{sum} = {v.Static}.FusedMultiplyAdd({operand}, {v.Static}.LoadAligned({Matrix(gemm.Weight, s.Kernel, PanelIndex.Of(c * v.Lanes, i, gemm.Input.Width, Padding.Round(gemm.Output.Width)))}), {sum});");
            }
        }
    }

    private static string Result(Gemm gemm, SingleContext s, int vector, int parts)
    {
        var name = gemm.Output.Name;
        var terms = Enumerable.Range(0, parts).Select(p => $"{name}{vector}_{p}").ToArray();
        var sum = parts switch
        {
            1 => terms[0],
            2 => $"{terms[0]} + {terms[1]}",
            3 => $"({terms[0]} + {terms[1]}) + {terms[2]}",
            _ => $"({terms[0]} + {terms[1]}) + ({terms[2]} + {terms[3]})",
        };
        if (gemm.Folded is { } folded)
            sum = $"{s.Target.Static}.FusedMultiplyAdd({sum}, {s.Target.Static}.LoadAligned(packed + {folded.Scale + (vector * s.Target.Lanes)}), {s.Target.Static}.LoadAligned(packed + {folded.Shift + (vector * s.Target.Lanes)}))";
        if (gemm.Activation is { } activation) sum = $"{s.Kernel.Activation(ActivationCodes.Of(activation))}({sum})";
        s.Writer.Line($"var {name}{vector} = {sum};");
        return $"{name}{vector}";
    }
}
