using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>The one table of how layer kinds become nodes.</summary>
internal static class LayerExports
{
    private static readonly Lazy<Dictionary<string, LayerExport>> _byKeyword = new(() => All.ToDictionary(export => export.Keyword, StringComparer.Ordinal));

    /// <summary>Every kind that can be written.</summary>
    public static ImmutableArray<LayerExport> All { get; } =
    [
        new DenseExport(),
        new Conv1DExport(),
        new Conv2DExport(),
        new MaxPoolExport(),
        new AvgPoolExport(),
        new GlobalAvgPoolExport(),
        new FlattenExport(),
        new NormalizeExport(),
        new BatchNormExport(),
        new LayerNormExport(),
        new DropoutExport(),
        new ActivationExport(),
        new ResidualExport(),
        new ConcatExport(),
        new RnnExport(),
        new GruExport(),
        new LstmExport(),
    ];

    /// <summary>How a layer becomes nodes.</summary>
    public static LayerExport Of(ResolvedLayer layer) => _byKeyword.Value.TryGetValue(layer.Layer.Kind.Keyword, out var export)
        ? export
        : throw new ArgumentException($"No entry for the kind '{layer.Layer.Kind.Keyword}' of '{layer.Path}'.");
}
