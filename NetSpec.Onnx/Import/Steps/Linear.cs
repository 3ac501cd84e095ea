using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Layers that are a matrix and a bias, which take in what is done to their units.</summary>
internal static class Linear
{
    private sealed record Form(Func<Layer, int> Units, Func<Layer, Layer> WithBias);

    private static readonly Dictionary<Type, Form> _forms = new()
    {
        [typeof(Dense)] = new(layer => ((Dense)layer).Units, layer => (Dense)layer with { Bias = true }),
        [typeof(Conv1D)] = new(layer => ((Conv1D)layer).Filters, layer => (Conv1D)layer with { Bias = true }),
        [typeof(Conv2D)] = new(layer => ((Conv2D)layer).Filters, layer => (Conv2D)layer with { Bias = true }),
    };

    /// <summary>The layer with its units changed; null where it is not linear.</summary>
    public static LayerStep? Fold(LayerStep step, Affine affine)
    {
        if (!_forms.TryGetValue(step.Layer.GetType(), out var form)) return null;
        var units = form.Units(step.Layer);
        var weight = step.Weights.Single(w => w.Name == "weight");
        var bias = step.Weights.SingleOrDefault(w => w.Name == "bias");
        ImmutableArray<Weight> weights =
        [
            affine.Scale.All(s => s == 1) ? weight : new Weight("weight", () => Scale(weight.Make(), affine.Scale, units)),
            new Weight("bias", () => Shift(bias?.Make(), affine, units)),
        ];
        return step.With(form.WithBias(step.Layer), weights);
    }

    private static Tensor Scale(Tensor weight, ImmutableArray<double> scale, int units)
    {
        var values = weight.ToDoubles();
        var row = values.Length / units;
        return Tensor.Create(values.Select((v, i) => (float)(v * Affine.At(scale, i / row))).ToArray(), [.. weight.Shape]);
    }

    private static Tensor Shift(Tensor? bias, Affine affine, int units)
    {
        var values = bias?.ToDoubles() ?? new double[units];
        return Tensor.Create(values.Select((v, i) => (float)((v * Affine.At(affine.Scale, i)) + Affine.At(affine.Shift, i))).ToArray(), units);
    }
}
