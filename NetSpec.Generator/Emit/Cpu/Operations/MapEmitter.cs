using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Element-wise activations that are no tile's epilogue.</summary>
internal sealed class MapEmitter : OperationEmitter<Map>
{
    protected override void Forward(Map map, KernelContext k)
    {
        var use = ActivationCodes.Of(map.Activation!);
        var (v, value, keep) = (k.Target, k.Activation(use), RowMethods.KeepUnits(k));
        var name = k.Need($"Map{use.Name}", w => RowMethods.OverRows(
            w, v, $"Map{use.Name}(int rows, {k.Scalar}* x, nint xRow, {k.Scalar}* y, nint yRow, int units)", "x += xRow, y += yRow",
            () => w.Line($"{keep}({value}({v.Static}.LoadAligned(x + i)), units - i).StoreAligned(y + i);")));
        k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(map.Input)}, {map.Input.Name}, {map.Input.Stride}, {map.Output.Name}, {map.Output.Stride}, {map.Output.Width});");
    }

    protected override void Backward(Map map, KernelContext k)
    {
        if (!map.DerivativeAppliedByConsumer) MultiplyByDerivative(ActivationCodes.Of(map.Activation!), map.Input, map.Output, k);
    }

    /// <summary>Multiplies the gradient of an operation's output by the derivative of the activation fused into it, unless the consumer has.</summary>
    public static void ApplyDerivative(Activated o, KernelContext k)
    {
        if (o.Activation is { } activation && !o.DerivativeAppliedByConsumer)
            MultiplyByDerivative(ActivationCodes.Of(activation), o.Output, o.Output, k);
    }

    /// <summary>Multiplies the gradient of an activation's output by the derivative, in place.</summary>
    public static void MultiplyByDerivative(ActivationUse use, Value x, Value y, KernelContext k)
    {
        var (v, derivative) = (k.Target, k.Derivative(use));
        var source = use.DerivativeReadsInput ? x : y;
        var name = k.Need($"MultiplyBy{use.DerivativeName}", w => RowMethods.OverRows(
            w, v, $"MultiplyBy{use.DerivativeName}(int rows, {k.Scalar}* g, nint gRow, {k.Scalar}* z, nint zRow, int units)", "g += gRow, z += zRow",
            () => w.Line($"({v.Static}.LoadAligned(g + i) * {derivative}({v.Static}.LoadAligned(z + i))).StoreAligned(g + i);")));
        k.Writer.Line($"{k.Call(name)}({KernelContext.Rows(y)}, {y.GradientName}, {y.GradientStride}, {source.Name}, {source.Stride}, {y.Width});");
    }

    public override int SingleCost(Operation operation, VectorTarget target) => 2 * Padding.Round(operation.Output.Width) / target.Lanes;

    protected override void Single(Map map, SingleContext s)
    {
        var use = ActivationCodes.Of(map.Activation!);
        var (value, keep) = (s.Kernel.Activation(use), RowMethods.KeepUnits(s.Kernel));
        var results = s.Vectors(map.Input).Select((vector, c) =>
        {
            var result = $"{map.Output.Name}{c}";
            s.Writer.Line($"var {result} = {keep}({value}({vector}), {Math.Max(0, map.Output.Width - (c * s.Target.Lanes))});");
            return result;
        });
        s.Keep(map.Output, results.ToArray());
    }
}
