using System.Collections.Immutable;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>A layer that takes one value from each window of an image.</summary>
public abstract record Pool(Extent Window) : Layer
{
    /// <summary>Rows and columns from one window to the next.</summary>
    public Extent Stride { get; init; } = Window;

    /// <summary>Padding on each side.</summary>
    public Extent Padding { get; init; }
}

/// <summary>What <c>maxpool</c> and <c>avgpool</c> have in common.</summary>
public abstract class PoolKind<TLayer> : LayerKind<TLayer>
    where TLayer : Pool
{
    private static readonly LayerOption<Extent> _stride =
        new("stride", ExtentForm.Size, default, "Rows and columns from one window to the next.");
    private static readonly LayerOption<Extent> _padding = new("padding", ExtentForm.Padding, default, "Padding on each side.");

    private LayerOption<Extent> Window => new(Keyword, ExtentForm.Size, new(1), "Rows and columns of the window.");

    internal override ImmutableArray<LayerOption> Options => [_stride, _padding];

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => input.After(layer.Path);

    private protected abstract TLayer Make(Extent window);

    private protected override TLayer ReadLayer(LayerReader reader)
    {
        var layer = Make(reader.Argument(Window));
        var stride = reader.Get(_stride);
        return layer with { Stride = stride == default ? layer.Window : stride, Padding = reader.Get(_padding) };
    }

    private protected override void Write(TLayer layer, LayerWriter writer)
    {
        writer.Always(Window, layer.Window);
        if (layer.Stride != layer.Window) writer.Always(_stride, layer.Stride);
        writer.Put(_padding, layer.Padding);
    }

    private protected override LayerFacts? Resolve(TLayer layer, LayerPlace place)
    {
        if (!place.Input.IsImage) return place.FailInput("an image [channels, height, width]");
        if (layer.Padding.Height > layer.Window.Height / 2 || layer.Padding.Width > layer.Window.Width / 2)
            return place.Fail(
                SpecDiagnostics.PoolPadding,
                $"The padding {layer.Padding} of '{place.Path}' is more than half of its window {layer.Window}",
                _padding.Key);
        SlidingWindow[] windows =
        [
            new("height", place.Input[1], layer.Window.Height, layer.Stride.Height, 1, layer.Padding.Height, layer.Padding.Height),
            new("width", place.Input[2], layer.Window.Width, layer.Stride.Width, 1, layer.Padding.Width, layer.Padding.Width),
        ];
        return Windows.Fit(windows, place, Keyword, "window") ? place.Gives(place.Input[0], windows[0].Positions, windows[1].Positions) : null;
    }
}
