namespace NetSpec.Spec;

/// <summary>Units that are kept or dropped together (pruning.md, "Which units go together"); found in the spec alone, before any data is seen.</summary>
/// <param name="Name">Path of the first producer.</param>
/// <param name="Size">Number of units.</param>
/// <param name="Producers">Layers whose output unit i is the group's unit i.</param>
/// <param name="Followers">Layers with parameters per unit that lie between producers and consumers (batchnorm, layernorm, normalize).</param>
/// <param name="Consumers">Layers that read the units through a weight.</param>
/// <param name="Refusal">Why the group cannot be pruned; null where it can.</param>
public sealed record UnitGroup(
    string Name,
    int Size,
    EquatableArray<string> Producers,
    EquatableArray<string> Followers,
    EquatableArray<UnitConsumer> Consumers,
    string? Refusal)
{
    /// <summary>Where in each follower the group's units lie: after a concat or a flatten they are not all of its units.</summary>
    public EquatableArray<UnitConsumer> FollowerPlaces { get; init; }

    /// <summary>Into how many runs of one length the units are split, of which equal numbers must be kept; 1 without grouped convolutions.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The grouped convolutions that split the units.</summary>
    public EquatableArray<string> SplitBy { get; init; }
}

/// <summary>A place where a layer reads a group's units.</summary>
/// <param name="Layer">Path of the reading layer.</param>
/// <param name="ReadsFrom">Path of the layer whose output it reads; empty for the network's input.</param>
/// <param name="Offset">Index of the group's first value in what it reads (past 0 after a concat).</param>
/// <param name="Positions">Values per unit in what it reads: 1, or after a flatten the block of positions.</param>
public sealed record UnitConsumer(string Layer, string ReadsFrom, int Offset, int Positions);
