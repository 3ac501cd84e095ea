using System.Collections.Immutable;

namespace NetSpec.Runtime;

/// <summary>What a generated class says of itself.</summary>
public sealed record NetworkInfo
{
    /// <summary>Class name.</summary>
    public required string Name { get; init; }

    /// <summary>The canonical spec, as YAML.</summary>
    public required string Spec { get; init; }

    /// <summary>SHA-256 of the canonical spec, hexadecimal; weights files carry it.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Shape of one sample.</summary>
    public required ImmutableArray<int> InputShape { get; init; }

    /// <summary>Shape of one output.</summary>
    public required ImmutableArray<int> OutputShape { get; init; }

    /// <summary>What training minimises.</summary>
    public required Loss Loss { get; init; }

    /// <summary>Every layer, inner ones included, in order of computation.</summary>
    public required ImmutableArray<LayerInfo> Layers { get; init; }

    /// <summary>Every parameter, in order.</summary>
    public required ImmutableArray<ParameterInfo> Parameters { get; init; }

    /// <summary>Multiply-accumulates of one sample.</summary>
    public required long Macs { get; init; }

    /// <summary>Multiply-accumulates of the first layer with weights: its backward pass needs no gradient of the input.</summary>
    public required long FirstLayerMacs { get; init; }

    /// <summary>Trainable values, a tied weight counted once.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>
    /// Path of the first layer that in training joins the samples of a batch by one row each, as batch normalisation of features does: a batch
    /// takes at least two samples then. Null: there is none, or a sample alone gives it several rows.
    /// </summary>
    public string? WholeBatchLayer { get; init; }

    /// <summary>Values of one sample.</summary>
    public int InputSize => InputShape.Aggregate(1, (product, d) => product * d);

    /// <summary>Values of one output.</summary>
    public int OutputSize => OutputShape.Aggregate(1, (product, d) => product * d);

    /// <summary>Values of one target: a class for cross entropy, else one per output.</summary>
    public int TargetSize => Loss == Loss.CrossEntropy ? 1 : OutputSize;
}

/// <summary>One layer of a generated class.</summary>
/// <param name="Path">Dotted path.</param>
/// <param name="Kind">Keyword of its kind.</param>
/// <param name="Input">Shape it reads.</param>
/// <param name="Output">Shape it gives.</param>
/// <param name="ParameterCount">Its own trainable values.</param>
/// <param name="Macs">Multiply-accumulates of one sample.</param>
/// <param name="HasCovariance">Whether AccumulateCovariance measures it (rank 1 and 3 outputs of kinds that have units; not flatten, not sequences).</param>
/// <param name="Form">The code form that the plan chose, for people.</param>
public sealed record LayerInfo(
    string Path,
    string Kind,
    ImmutableArray<int> Input,
    ImmutableArray<int> Output,
    long ParameterCount,
    long Macs,
    bool HasCovariance,
    string Form)
{
    /// <summary>
    /// Whether the layer keeps a state from step to step. The states of every step, h_1 to h_T, are then observed and measured under
    /// <see cref="StatesPath"/>, whatever the layer returns, and before its activation.
    /// </summary>
    public bool HasStates { get; init; }

    /// <summary>Where the states of a layer that has some are observed.</summary>
    public string StatesPath => Path + ".states";

    /// <summary>Rows of units of one sample: pixels of an image, steps of a sequence, else 1.</summary>
    public int RowsPerSample => Output.Length switch { 3 => Output[1] * Output[2], 2 => Output[0], _ => 1 };

    /// <summary>Number of units: the last axis, or an image's channels.</summary>
    public int Units => Output.Length == 3 ? Output[0] : Output[^1];
}
