using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>The one table of how layer kinds are made smaller.</summary>
internal static class LayerPrunings
{
    /// <summary>Every kind that can be in a network that is pruned.</summary>
    public static ImmutableArray<LayerPruning> All { get; } =
    [
        new DensePruning(),
        new Conv1DPruning(),
        new Conv2DPruning(),
        new MaxPoolPruning(),
        new AvgPoolPruning(),
        new GlobalAvgPoolPruning(),
        new FlattenPruning(),
        new NormalizePruning(),
        new BatchNormPruning(),
        new LayerNormPruning(),
        new RnnPruning(),
        new GruPruning(),
        new LstmPruning(),
        new DropoutPruning(),
        new ActivationPruning(),
        new ResidualPruning(),
        new ConcatPruning(),
    ];

    private static readonly Dictionary<string, LayerPruning> ByKeyword = All.ToDictionary(p => p.Keyword, StringComparer.Ordinal);

    /// <summary>How a layer is made smaller, or null where its kind is not in the table.</summary>
    public static LayerPruning? Find(Layer layer) => ByKeyword.GetValueOrDefault(layer.Kind.Keyword);

    /// <summary>How a layer is made smaller.</summary>
    public static LayerPruning Of(ResolvedLayer layer) =>
        Find(layer.Layer) ?? throw new ArgumentException($"No entry for the kind '{layer.Layer.Kind.Keyword}' of '{layer.Path}'.");

    /// <summary>How a layer that reads units is reconstructed.</summary>
    public static ReaderPruning ReaderOf(Reader reader)
    {
        var kind = Of(reader.Layer) as ReaderPruning
            ?? throw new ArgumentException($"'{reader.Layer.Path}' of the kind '{reader.Layer.Layer.Kind.Keyword}' reads through no weight.");
        return reader.IsState ? kind.State : kind;
    }
}
