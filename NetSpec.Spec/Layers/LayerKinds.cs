using System;
using System.Collections.Immutable;

namespace NetSpec.Spec;

/// <summary>The one table of layer kinds.</summary>
public static class LayerKinds
{
    private static readonly Lazy<ImmutableDictionary<string, LayerKind>> _byKeyword =
        new(() => All.ToImmutableDictionary(kind => kind.Keyword, StringComparer.Ordinal));

    /// <summary>Every kind of the language, in the order of its reference page.</summary>
    public static ImmutableArray<LayerKind> All { get; } =
    [
        DenseKind.Instance,
        Conv1DKind.Instance,
        Conv2DKind.Instance,
        MaxPoolKind.Instance,
        AvgPoolKind.Instance,
        GlobalAvgPoolKind.Instance,
        FlattenKind.Instance,
        NormalizeKind.Instance,
        BatchNormKind.Instance,
        LayerNormKind.Instance,
        DropoutKind.Instance,
        ActivationKind.Instance,
        ResidualKind.Instance,
        ConcatKind.Instance,
        RnnKind.Instance,
        GruKind.Instance,
        LstmKind.Instance,
    ];

    /// <summary>The kind of a keyword; null where there is none.</summary>
    public static LayerKind? Find(string keyword) => _byKeyword.Value.TryGetValue(keyword, out var kind) ? kind : null;
}
