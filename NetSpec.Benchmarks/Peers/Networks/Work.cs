namespace NetSpec.Benchmarks.Peers;

/// <summary>What is done with a network.</summary>
internal enum WorkKind
{
    /// <summary>Inference of all samples in one call.</summary>
    Forward,
    /// <summary>One sample whose output goes into the next call's input, so that calls cannot overlap.</summary>
    Chained,
    /// <summary>Loss, gradient and a step of plain descent.</summary>
    Train,
}

/// <summary>One kind of work, and how many times faster than a peer it is meant to be at least (by the peer's name, on one thread).</summary>
internal sealed record Work(WorkKind Kind, int Batch, IReadOnlyDictionary<string, double> Goals)
{
    /// <summary>Share of the inputs that are not zero, for everyone alike.</summary>
    public double Density { get; private init; } = 1;

    /// <summary>As options and tables name it: single, sparse, chained, batch256, train32.</summary>
    public string Name => Kind switch
    {
        WorkKind.Chained => "chained",
        WorkKind.Train => $"train{Batch}",
        _ => Batch > 1 ? $"batch{Batch}" : Density < 1 ? "sparse" : "single",
    };

    public static Work Single(params (string Peer, double Times)[] goals) => Of(WorkKind.Forward, 1, goals);

    /// <summary>One sample of which one value in five is not zero, as of a handwritten digit's pixels.</summary>
    public static Work Sparse(params (string Peer, double Times)[] goals) => Of(WorkKind.Forward, 1, goals) with { Density = 0.2 };

    public static Work Chained(params (string Peer, double Times)[] goals) => Of(WorkKind.Chained, 1, goals);

    public static Work Batched(int batch, params (string Peer, double Times)[] goals) => Of(WorkKind.Forward, batch, goals);

    public static Work Train(int batch, params (string Peer, double Times)[] goals) => Of(WorkKind.Train, batch, goals);

    private static Work Of(WorkKind kind, int batch, (string Peer, double Times)[] goals) =>
        new(kind, batch, goals.ToDictionary(g => g.Peer, g => g.Times));
}
