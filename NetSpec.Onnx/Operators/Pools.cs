using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Spec;

namespace NetSpec.Onnx.Operators;

/// <summary>What the pooling operators have in common.</summary>
internal static class Pools
{
    /// <summary>The form of an image; anything else is refused.</summary>
    public static SpatialForm FormOf(Signal input)
    {
        var form = SpatialForm.Of(input.Layout);
        if (form.IsSequence) throw new Refusal("it pools over the steps of a sequence, and the language pools images");
        if (form.IsPoint) throw new Refusal("it pools features, and the language pools images");
        return form;
    }

    /// <summary>The layer of windows that the language can place: the same padding on both sides, no dilation.</summary>
    public static Pool Layer(SpatialForm form, ImmutableArray<WindowAxis> windows, Func<Extent, Pool> make)
    {
        if (windows.Any(w => w.Dilation != 1 && w.Kernel != 1)) throw new Refusal("its window is dilated, which no pool of the language is");
        var padding = windows.Select(w => w.Symmetric ?? throw new Refusal(
            w.IsCeiling && w.Before == w.After
                ? "its ceil_mode adds a window that hangs over the end, which no pool of the language has"
                : $"its padding of {w.Before} before and {w.After} behind is not the same on both sides")).ToList();
        return make(form.Extent([.. windows.Select(w => w.Kernel)], 1)) with
        {
            Stride = form.Extent([.. windows.Select(w => w.Stride)], 1),
            Padding = form.Extent(padding, 0),
        };
    }
}
