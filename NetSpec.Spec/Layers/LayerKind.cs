namespace NetSpec.Spec;

/// <summary>What a layer kind means: its keyword, options, shapes, parameters and coupling. One derived class per kind, listed in <see cref="LayerKinds"/>.</summary>
public abstract class LayerKind
{
    /// <summary>The key that names the kind in a spec, for example <c>dense</c>.</summary>
    public abstract string Keyword { get; }
}
