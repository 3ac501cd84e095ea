using System.Collections.Generic;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Turns one kind of layer into operations. One derived class per kind, listed in <see cref="LayerLowerings"/>.</summary>
internal abstract class LayerLowering
{
    /// <summary>Keyword of the kind.</summary>
    public abstract string Keyword { get; }

    /// <summary>Whether the layer can read the caller's rows as they are, unaligned and without padding.</summary>
    public virtual bool ReadsUnpaddedRows(ResolvedLayer layer) => false;

    /// <summary>Adds the layer's operations, without its activation, and returns what it gives.</summary>
    public abstract Value Lower(ResolvedLayer layer, Value input, LoweringContext context);
}

/// <summary>The one table of kinds whose code is generated.</summary>
internal static class LayerLowerings
{
    private static readonly Dictionary<string, LayerLowering> Table = new LayerLowering[]
    {
        new DenseLowering(),
        new Conv1DLowering(),
        new Conv2DLowering(),
        new MaxPoolLowering(),
        new AvgPoolLowering(),
        new NormalizeLowering(),
        new LayerNormLowering(),
        new DropoutLowering(),
        new ActivationLowering(),
        new RnnLowering(),
        new GruLowering(),
        new LstmLowering(),
        new FlattenLowering(),
        new GlobalAvgPoolLowering(),
        new BatchNormLowering(),
        new ResidualLowering(),
        new ConcatLowering(),
    }.ToDictionary(l => l.Keyword);

    /// <summary>Whether a kind's code can be generated.</summary>
    public static bool Supports(LayerKind kind) => Table.ContainsKey(kind.Keyword);

    /// <summary>Whether a network's first layer can read the caller's rows as they are.</summary>
    public static bool ReadsUnpaddedRows(ResolvedLayer layer) => Table[layer.Layer.Kind.Keyword].ReadsUnpaddedRows(layer);

    /// <summary>Lowers a list of layers, each followed by its activation.</summary>
    public static Value Lower(IEnumerable<ResolvedLayer> layers, Value input, LoweringContext context)
    {
        foreach (var layer in layers)
        {
            input = Table[layer.Layer.Kind.Keyword].Lower(layer, input, context);
            // The kind `activation` is its own activation and has applied it already.
            if (layer.Layer.Activation is { } activation && layer.Layer is not ActivationLayer)
                input = ActivationLowering.Apply(layer, activation, input, context);
            context.LayerOutputs.Add((layer, input));
        }
        return input;
    }
}
