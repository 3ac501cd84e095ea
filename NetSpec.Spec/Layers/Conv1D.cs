using System.Collections.Immutable;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>A convolution over a sequence.</summary>
public sealed record Conv1D(int Filters) : Layer
{
    /// <summary>Steps that a filter spans, dilation left out.</summary>
    public int Kernel { get; init; } = 3;

    /// <summary>Steps from one output to the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros before and after the sequence.</summary>
    public SequencePadding Padding { get; init; } = new(PaddingMode.Explicit);

    /// <summary>Steps from one value that a filter reads to the next.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Groups of features that filters do not read across.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override LayerKind Kind => Conv1DKind.Instance;
}

/// <summary>The kind <c>conv1d</c>.</summary>
public sealed class Conv1DKind : LayerKind<Conv1D>
{
    private static readonly LayerOption<int> _filters = new("conv1d", WholeForm.Size, 0, "Number of filters.");
    private static readonly LayerOption<int> _kernel = new("kernel", WholeForm.Size, 3, "Steps that a filter spans.");
    private static readonly LayerOption<int> _stride = new("stride", WholeForm.Size, 1, "Steps from one output to the next.");
    private static readonly LayerOption<SequencePadding> _padding =
        new("padding", SequencePaddingForm.Instance, new(PaddingMode.Explicit), "Zeros before and after.");
    private static readonly LayerOption<int> _dilation = new("dilation", WholeForm.Size, 1, "Steps from one value read to the next.");
    private static readonly LayerOption<int> _groups =
        new("groups", WholeForm.Size, 1, "Groups of features that filters do not read across.");
    private static readonly LayerOption<bool> _bias = new("bias", BooleanForm.Instance, true, "Whether a bias is added.");

    /// <summary>The one instance.</summary>
    public static Conv1DKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => _filters.Key;

    /// <inheritdoc/>
    public override string Summary => "A convolution over a sequence.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(Conv1DAttribute);

    internal override ImmutableArray<LayerOption> Options => [_kernel, _stride, _padding, _dilation, _groups, _bias];

    internal override void FromAttribute(AttributeEntries entries) => Convolutions.FromAttribute(Keyword, entries);

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder)
    {
        var conv = (Conv1D)layer.Layer;
        return Convolutions.Couple(layer.Path, conv.Filters, layer.Input[1], conv.Groups, input, builder);
    }

    private protected override Conv1D ReadLayer(LayerReader reader) =>
        new(reader.Argument(_filters))
        {
            Kernel = reader.Get(_kernel),
            Stride = reader.Get(_stride),
            Padding = reader.Get(_padding),
            Dilation = reader.Get(_dilation),
            Groups = reader.Get(_groups),
            Bias = reader.Get(_bias),
        };

    private protected override void Write(Conv1D layer, LayerWriter writer)
    {
        writer.Always(_filters, layer.Filters);
        writer.Put(_kernel, layer.Kernel);
        writer.Put(_stride, layer.Stride);
        writer.Put(_padding, layer.Padding);
        writer.Put(_dilation, layer.Dilation);
        writer.Put(_groups, layer.Groups);
        writer.Put(_bias, layer.Bias);
    }

    private protected override LayerFacts? Resolve(Conv1D layer, LayerPlace place)
    {
        if (!place.Input.IsSequence) return place.FailInput("a sequence [time, features]");
        var (before, after) = Convolutions.Padding(layer.Padding.Mode, layer.Padding.Amount, layer.Kernel, layer.Dilation);
        SlidingWindow[] windows = [new("time", place.Input[0], layer.Kernel, layer.Stride, layer.Dilation, before, after)];
        return Convolutions.Check(place, layer.Filters, place.Input[1], layer.Groups, layer.Padding.Mode == PaddingMode.Same, windows)
            ? Convolutions.Resolve(
                place,
                layer.Filters,
                place.Input[1],
                layer.Groups,
                layer.Bias,
                windows,
                place.Gives(windows[0].Positions, layer.Filters))
            : null;
    }
}
