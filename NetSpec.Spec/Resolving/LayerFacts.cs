using System.Collections.Immutable;

namespace NetSpec.Spec.Resolving;

/// <summary>What a kind finds for a layer in its place.</summary>
internal sealed record LayerFacts(Shape Output)
{
    /// <summary>The layer's own parameters, weight before bias.</summary>
    public ImmutableArray<ParameterSpec> Parameters { get; init; } = [];

    /// <summary>Multiply-accumulates of one sample, inner layers left out.</summary>
    public long Macs { get; init; }

    /// <summary>Whose weight is used, where it is not the layer's own.</summary>
    public TieOwner? TieOwner { get; init; }
}
