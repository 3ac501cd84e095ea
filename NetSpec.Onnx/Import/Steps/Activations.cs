using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Puts an activation behind a value: an option of the layer before it where that is readable, else a layer.</summary>
internal static class Activations
{
    public static Signal Apply(NodeCall call, Signal signal, Activation kind, double? parameter = null)
    {
        var activation = new ActivationSpec(kind, parameter);
        if (signal is { IsSole: true, Step: LayerStep { Layer.Activation: null, Weights.Length: > 0 } layer })
            return signal with { Step = layer.With(layer.Layer with { Activation = activation }) };
        if (signal is { IsSole: true, Step: JoinStep { Activation: null } join })
            return signal with { Step = join.With(activation) };
        return call.Layer(signal, new ActivationLayer { Activation = activation }, signal.Layout);
    }
}
