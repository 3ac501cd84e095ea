using System.Collections.Immutable;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>A convolution over an image.</summary>
public sealed record Conv2D(int Filters) : Layer
{
    /// <summary>Rows and columns that a filter spans, dilation left out.</summary>
    public Extent Kernel { get; init; } = new(3);

    /// <summary>Rows and columns from one output to the next.</summary>
    public Extent Stride { get; init; } = new(1);

    /// <summary>Zeros on each side.</summary>
    public ImagePadding Padding { get; init; } = new(PaddingMode.Explicit);

    /// <summary>Rows and columns from one value that a filter reads to the next.</summary>
    public Extent Dilation { get; init; } = new(1);

    /// <summary>Groups of channels that filters do not read across.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override LayerKind Kind => Conv2DKind.Instance;
}

/// <summary>The kind <c>conv2d</c>.</summary>
public sealed class Conv2DKind : LayerKind<Conv2D>
{
    private static readonly LayerOption<int> _filters = new("conv2d", WholeForm.Size, 0, "Number of filters.");
    private static readonly LayerOption<Extent> _kernel = new("kernel", ExtentForm.Size, new(3), "Rows and columns that a filter spans.");
    private static readonly LayerOption<Extent> _stride =
        new("stride", ExtentForm.Size, new(1), "Rows and columns from one output to the next.");
    private static readonly LayerOption<ImagePadding> _padding =
        new("padding", ImagePaddingForm.Instance, new(PaddingMode.Explicit), "Zeros on each side.");
    private static readonly LayerOption<Extent> _dilation =
        new("dilation", ExtentForm.Size, new(1), "Rows and columns from one value read to the next.");
    private static readonly LayerOption<int> _groups =
        new("groups", WholeForm.Size, 1, "Groups of channels that filters do not read across.");
    private static readonly LayerOption<bool> _bias = new("bias", BooleanForm.Instance, true, "Whether a bias is added.");

    /// <summary>The one instance.</summary>
    public static Conv2DKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => _filters.Key;

    /// <inheritdoc/>
    public override string Summary => "A convolution over an image.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(Conv2DAttribute);

    internal override ImmutableArray<LayerOption> Options => [_kernel, _stride, _padding, _dilation, _groups, _bias];

    internal override void FromAttribute(AttributeEntries entries) => Convolutions.FromAttribute(Keyword, entries);

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        var conv = (Conv2D)layer.Layer;
        return Convolutions.Couple(layer.Path, conv.Filters, layer.Input[0], conv.Groups, input, builder);
    }

    private protected override Conv2D ReadLayer(LayerReader reader) =>
        new(reader.Argument(_filters))
        {
            Kernel = reader.Get(_kernel),
            Stride = reader.Get(_stride),
            Padding = reader.Get(_padding),
            Dilation = reader.Get(_dilation),
            Groups = reader.Get(_groups),
            Bias = reader.Get(_bias),
        };

    private protected override void Write(Conv2D layer, LayerWriter writer)
    {
        writer.Always(_filters, layer.Filters);
        writer.Put(_kernel, layer.Kernel);
        writer.Put(_stride, layer.Stride);
        writer.Put(_padding, layer.Padding);
        writer.Put(_dilation, layer.Dilation);
        writer.Put(_groups, layer.Groups);
        writer.Put(_bias, layer.Bias);
    }

    private protected override LayerFacts? Resolve(Conv2D layer, LayerPlace place)
    {
        if (!place.Input.IsImage) return place.FailInput("an image [channels, height, width]");
        var (mode, amount) = (layer.Padding.Mode, layer.Padding.Amount);
        var (top, bottom) = Convolutions.Padding(mode, amount.Height, layer.Kernel.Height, layer.Dilation.Height);
        var (left, right) = Convolutions.Padding(mode, amount.Width, layer.Kernel.Width, layer.Dilation.Width);
        SlidingWindow[] windows =
        [
            new("height", place.Input[1], layer.Kernel.Height, layer.Stride.Height, layer.Dilation.Height, top, bottom),
            new("width", place.Input[2], layer.Kernel.Width, layer.Stride.Width, layer.Dilation.Width, left, right),
        ];
        return Convolutions.Check(place, layer.Filters, place.Input[0], layer.Groups, mode == PaddingMode.Same, windows)
            ? Convolutions.Resolve(
                place,
                layer.Filters,
                place.Input[0],
                layer.Groups,
                layer.Bias,
                windows,
                place.Gives(layer.Filters, windows[0].Positions, windows[1].Positions))
            : null;
    }
}
