namespace NetSpec.Generator;

/// <summary>Element-wise activations that are no tile's result.</summary>
internal sealed class GpuMap : GpuOperationEmitter<Map>
{
    protected override void Forward(Map map, GpuContext k)
    {
        var value = k.Activation(ActivationCodes.Of(map.Activation!));
        var name = k.FlatKernel("Map" + value, "FloatView x, FloatView y", w => w.Line($"y[i] = {value}(x[i]);"));
        k.Flat(name, GpuContext.Count(map.Output), $"{map.Input.Name}, {map.Output.Name}");
    }

    protected override void Backward(Map map, GpuContext k) => ApplyDerivative(map, k);

    /// <summary>Multiplies the gradient of an operation's output by the derivative of its activation, in place, unless its reader has done so.</summary>
    public static void ApplyDerivative(Activated o, GpuContext k)
    {
        if (o.Activation is not { } activation || o.DerivativeAppliedByConsumer) return;
        var x = o is Map ? o.Input : o.Output;
        MultiplyByDerivative(ActivationCodes.Of(activation), x, o.Output, k);
    }

    private static void MultiplyByDerivative(ActivationUse use, Value x, Value y, GpuContext k)
    {
        var derivative = k.Derivative(use);
        var name = k.FlatKernel("MultiplyBy" + derivative, "FloatView g, FloatView z", w => w.Line($"g[i] *= {derivative}(z[i]);"));
        k.Flat(name, GpuContext.Count(y), $"{y.GradientName}, {(use.DerivativeReadsInput ? x : y).Name}");
    }
}
