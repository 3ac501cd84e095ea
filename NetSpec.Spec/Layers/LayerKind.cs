using System.Collections.Immutable;
using NetSpec.Spec.Attributes;
using NetSpec.Spec.Coupling;
using NetSpec.Spec.Reading;
using NetSpec.Spec.Resolving;
using NetSpec.Spec.Writing;

namespace NetSpec.Spec;

/// <summary>What a layer kind means: its keyword, options, shapes, parameters and coupling. One derived class per kind, listed in <see cref="LayerKinds"/>.</summary>
public abstract class LayerKind
{
    /// <summary><c>name</c>, which every layer takes.</summary>
    internal static LayerOption<string> NameOption { get; } =
        new("name", TextForm.Name, "", "Name of the layer; without it, the kind and a number.");

    /// <summary><c>activation</c>, which every layer but an activation takes.</summary>
    internal static LayerOption<ActivationSpec?> ActivationOption { get; } =
        new("activation", ActivationForm.Instance, null, "Applied last.");

    /// <summary>The key that names the kind in a spec, for example <c>dense</c>.</summary>
    public abstract string Keyword { get; }

    /// <summary>What the layer does, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>Name of the attribute class in the namespace NetSpec, for example <c>DenseAttribute</c>; null for kinds that only YAML can write.</summary>
    public abstract string? AttributeName { get; }

    /// <summary>The keys that the kind takes beside its own, <c>name</c> and <c>activation</c>.</summary>
    public ImmutableArray<string> OptionKeys => ImmutableArray.CreateRange(Options, option => option.Key);

    /// <summary>Whether <c>activation:</c> is an option of the kind.</summary>
    public virtual bool TakesActivation => true;

    /// <summary>
    /// Whether the layer's outputs are units of their own, whose covariance can be measured; false where they are another layer's, laid out
    /// otherwise, and measured there.
    /// </summary>
    public virtual bool HasUnits => true;

    /// <summary>The options behind <see cref="OptionKeys"/>.</summary>
    internal virtual ImmutableArray<LayerOption> Options => [];

    /// <summary>Reads the kind's own key and options; name and activation are read for it.</summary>
    internal abstract Layer Read(LayerReader reader);

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    internal abstract void Write(Layer layer, LayerWriter writer);

    /// <summary>Turns an attribute's arguments into the keys that YAML has; kinds whose properties are not their keys override it.</summary>
    internal virtual void FromAttribute(AttributeEntries entries) => entries.AddArgument(Keyword);

    /// <summary>The lists of layers inside a layer, in order of computation.</summary>
    internal virtual ImmutableArray<LayerList> Lists(Layer layer) => [];

    /// <summary>Checks a layer in its place and finds its output, parameters and cost; null where it reported an error.</summary>
    internal abstract LayerFacts? Resolve(Layer layer, LayerPlace place);

    /// <summary>Says which units the layer makes, passes on and reads; returns the units of its output.</summary>
    internal abstract Units Couple(ResolvedLayer layer, Units input, CouplingBuilder builder);
}

/// <summary>A kind whose layers are of one record.</summary>
public abstract class LayerKind<TLayer> : LayerKind
    where TLayer : Layer
{
    internal sealed override Layer Read(LayerReader reader) => ReadLayer(reader);

    internal sealed override void Write(Layer layer, LayerWriter writer) => Write((TLayer)layer, writer);

    internal sealed override ImmutableArray<LayerList> Lists(Layer layer) => Lists((TLayer)layer);

    internal sealed override LayerFacts? Resolve(Layer layer, LayerPlace place) => Resolve((TLayer)layer, place);

    private protected abstract TLayer ReadLayer(LayerReader reader);

    private protected abstract void Write(TLayer layer, LayerWriter writer);

    private protected virtual ImmutableArray<LayerList> Lists(TLayer layer) => [];

    private protected abstract LayerFacts? Resolve(TLayer layer, LayerPlace place);
}
