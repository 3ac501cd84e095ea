using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>Convolutions as layers.</summary>
internal static class Convolutions
{
    /// <summary>A convolution without a bias.</summary>
    /// <param name="call">The node.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="form">The form of that.</param>
    /// <param name="windows">Along each spatial axis.</param>
    /// <param name="weight">[filters, channels / groups, kernel...].</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="hint">A name for the layer.</param>
    public static Signal Make(NodeCall call, Signal input, SpatialForm form, ImmutableArray<WindowAxis> windows, Tensor weight, int groups, string? hint)
    {
        var filters = (int)weight.Shape[0];
        var output = form.With(filters, [.. windows.Select(w => w.Positions)]);
        if (form.IsPoint) return Point(call, input, windows, weight, groups, output, hint);
        if (form.IsSequence && IsCausal(windows[0]))
            return call.Layer(input, OneAxis(windows[0], filters, groups) with { Padding = new(PaddingMode.Causal) }, output, [new("weight", () => weight)], hint);
        var taps = windows.Select(w => w.Taps()).ToList();
        for (var i = 0; i < windows.Length; i++)
        {
            var (window, (lead, trail, padding)) = (windows[i], taps[i]);
            if (lead + trail == 0) continue;
            call.Note(
                $"a padding of {window.Before} before and {window.After} behind is written as {padding} on both sides with a kernel of "
                + $"{window.Kernel + lead + trail} that holds zeros");
        }
        var wider = taps.Any(t => t.Lead + t.Trail > 0) ? () => Widen(weight, taps) : (Func<Tensor>)(() => weight);
        var kernel = windows.Select((w, i) => w.Kernel + taps[i].Lead + taps[i].Trail).ToList();
        if (taps.Any(t => t.Lead + t.Trail > 0)) CheckSize([.. weight.Shape.Take(2), .. kernel.Select(k => (long)k)]);
        if (form.IsSequence)
        {
            var layer = OneAxis(windows[0], filters, groups) with { Kernel = kernel[0], Padding = new(PaddingMode.Explicit, taps[0].Padding) };
            return call.Layer(input, layer, output, [new("weight", wider)], hint);
        }
        var image = new Conv2D(filters)
        {
            Kernel = form.Extent(kernel, 1),
            Stride = form.Extent([.. windows.Select(w => w.Stride)], 1),
            Dilation = form.Extent([.. windows.Select(w => w.Dilation)], 1),
            Padding = new(PaddingMode.Explicit, form.Extent([.. taps.Select(t => t.Padding)], 0)),
            Groups = groups,
            Bias = false,
        };
        return call.Layer(input, image, output, [new("weight", () => Image(wider()))], hint);
    }

    /// <summary>Refuses weights that are made here, not read, and are too many.</summary>
    public static void CheckSize(IReadOnlyList<long> shape)
    {
        if (shape.Aggregate(1.0, (p, d) => p * d) > Spread.MostUnits)
            throw new Refusal($"it becomes a convolution with weights of [{string.Join(", ", shape)}], more than {Spread.MostUnits} numbers");
    }

    private static Conv1D OneAxis(WindowAxis window, int filters, int groups) =>
        new(filters) { Kernel = window.Kernel, Stride = window.Stride, Dilation = window.Dilation, Groups = groups, Bias = false };

    private static bool IsCausal(WindowAxis window) => window.After == 0 && window.Before > 0 && window.Before == (window.Kernel - 1) * (long)window.Dilation;

    // One position, of which a padded window reads one tap: a product with that tap's matrix.
    private static Signal Point(NodeCall call, Signal input, ImmutableArray<WindowAxis> windows, Tensor weight, int groups, Layout output, string? hint)
    {
        if (groups != 1 || windows.Any(w => w.Kernel != 1 || w.Before + w.After > 0))
            throw new Refusal("it slides a window or groups over features, which are no image any more");
        return call.Layer(input, new Dense((int)weight.Shape[0]) { Bias = false }, output, [new("weight", () => Rearrange.Reshape(weight, weight.Shape[0], weight.Shape[1]))], hint);
    }

    // A line's kernel is one pixel high.
    private static Tensor Image(Tensor weight) =>
        weight.Shape.Count == 3 ? Rearrange.Reshape(weight, weight.Shape[0], weight.Shape[1], 1, weight.Shape[2]) : weight;

    private static Tensor Widen(Tensor weight, List<(int Lead, int Trail, int Padding)> taps)
    {
        long[] shape = [.. weight.Shape.Take(2), .. weight.Shape.Skip(2).Select((k, i) => k + taps[i].Lead + taps[i].Trail)];
        var (wide, values, strides) = (new float[shape.Aggregate(1L, (p, d) => p * d)], weight.ToDoubles(), Rearrange.Strides(shape));
        var at = new long[shape.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var rest = (long)i;
            for (var axis = shape.Length - 1; axis >= 0; rest /= weight.Shape[axis], axis--)
                at[axis] = (rest % weight.Shape[axis]) + (axis < 2 ? 0 : taps[axis - 2].Lead);
            wide[at.Zip(strides, (a, s) => a * s).Sum()] = (float)values[i];
        }
        return Tensor.Create(wide, shape);
    }
}
