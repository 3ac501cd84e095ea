namespace NetSpec.Spec;

/// <summary>
/// One layer as the spec states it. Kinds derive from it (one file each under Layers/); what a kind means (shapes, parameters,
/// coupling) is in its <see cref="LayerKind"/>.
/// </summary>
public abstract record Layer
{
    /// <summary>The layer's name in its list: the given one, or <c>kind + number</c>. Not a path; see <see cref="ResolvedLayer.Path"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the spec gives the name itself, so that the writer puts it back.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Applied last; null means linear. For the kind <c>activation</c> it is the layer itself.</summary>
    public ActivationSpec? Activation { get; init; }

    /// <summary>The kind, from <see cref="LayerKinds"/>.</summary>
    public abstract LayerKind Kind { get; }
}
