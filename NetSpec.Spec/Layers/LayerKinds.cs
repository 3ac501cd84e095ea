using System.Collections.Immutable;

namespace NetSpec.Spec;

/// <summary>The one table of layer kinds.</summary>
public static class LayerKinds
{
    /// <summary>Every kind of the language, in the order of its reference page.</summary>
    public static ImmutableArray<LayerKind> All { get; } =
    [
        DenseKind.Instance,
        NormalizeKind.Instance,
        LayerNormKind.Instance,
        DropoutKind.Instance,
        ActivationKind.Instance,
    ];
}
