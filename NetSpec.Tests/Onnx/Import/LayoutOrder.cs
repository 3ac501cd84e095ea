using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>Between the order of values in a model's tensor and that of a network's samples.</summary>
internal static class LayoutOrder
{
    /// <summary>A model's tensor as samples one after another.</summary>
    public static float[] ToSamples(Layout layout, Tensor tensor)
    {
        var values = tensor.ToDoubles();
        var samples = new float[values.Length];
        foreach (var (model, place) in Places(layout, tensor.Shape))
            samples[place] = (float)values[model];
        return samples;
    }

    /// <summary>Samples in the order of a model's tensor of a shape.</summary>
    public static float[] ToModel(Layout layout, float[] samples, IReadOnlyList<long> shape)
    {
        var values = new float[samples.Length];
        foreach (var (model, place) in Places(layout, shape))
            values[model] = samples[place];
        return values;
    }

    private static IEnumerable<(int Model, int Sample)> Places(Layout layout, IReadOnlyList<long> shape)
    {
        Assert.Equal(layout.Rank, shape.Count);
        var size = (int)layout.Shape.Size;
        var steps = new int[layout.Atoms.Length];
        for (var (atom, step) = (layout.Atoms.Length - 1, 1); atom >= 0; step *= layout.Atoms[atom], atom--)
            steps[atom] = step;
        var count = shape.Aggregate(1, (p, d) => p * (int)d);
        for (var i = 0; i < count; i++)
        {
            var (rest, place) = (i, 0);
            for (var axis = shape.Count - 1; axis >= 0; axis--)
            {
                var at = rest % (int)shape[axis];
                rest /= (int)shape[axis];
                foreach (var atom in layout.Axes[axis].Reverse())
                {
                    if (atom == Layout.Batch)
                    {
                        var samples = layout.Axes[axis].Length > 1 ? layout.Samples.Number : (int)shape[axis];
                        place += at % samples * size;
                        at /= samples;
                        continue;
                    }
                    place += at % layout.Atoms[atom] * steps[atom];
                    at /= layout.Atoms[atom];
                }
            }
            yield return (i, place);
        }
    }
}
