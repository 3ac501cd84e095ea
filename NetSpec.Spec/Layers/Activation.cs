using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>An activation as a layer of its own; it is in <see cref="Layer.Activation"/>.</summary>
public sealed record ActivationLayer() : Layer
{
    /// <inheritdoc/>
    public override LayerKind Kind => ActivationKind.Instance;
}

/// <summary>The kind <c>activation</c>.</summary>
public sealed class ActivationKind : LayerKind<ActivationLayer>
{
    /// <summary>The one instance.</summary>
    public static ActivationKind Instance { get; } = new();

    /// <inheritdoc/>
    public override string Keyword => "activation";

    /// <inheritdoc/>
    public override string Summary => "Applies an activation to every unit.";

    /// <inheritdoc/>
    public override string AttributeName => nameof(ActivationAttribute);

    /// <inheritdoc/>
    public override bool TakesActivation => false;

    internal override void FromAttribute(AttributeEntries entries) => entries.AddActivationArgument(Keyword);

    internal override Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder) => input.After(layer.Path);

    private protected override ActivationLayer ReadLayer(LayerReader reader) => new() { Activation = reader.Argument(ActivationOption) };

    private protected override void Write(ActivationLayer layer, LayerWriter writer) =>
        writer.Always(ActivationOption, layer.Activation ?? new ActivationSpec(Activation.Linear));

    private protected override LayerFacts? Resolve(ActivationLayer layer, LayerPlace place) => place.Keeps();
}
