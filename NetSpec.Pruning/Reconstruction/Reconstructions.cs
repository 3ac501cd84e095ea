namespace NetSpec.Pruning;

/// <summary>One way to make up for dropped units.</summary>
internal abstract class ReconstructionWay
{
    /// <summary>Writes readers into <see cref="ReconstructionContext.Into"/>, front to back.</summary>
    public abstract IReadOnlyList<ReaderResult> Run(ReconstructionContext context);
}

/// <summary>The one table of ways.</summary>
internal static class Reconstructions
{
    private static readonly Dictionary<Reconstruction, ReconstructionWay> Ways = new()
    {
        [Reconstruction.None] = new SubsetWay(),
        [Reconstruction.Fold] = new FoldWay(),
        [Reconstruction.Refit] = new RefitWay(),
    };

    /// <summary>The way of a name.</summary>
    public static ReconstructionWay Of(Reconstruction reconstruction) =>
        Ways.TryGetValue(reconstruction, out var way) ? way : throw new ArgumentException($"Unknown reconstruction {reconstruction}.");
}

/// <summary>The subset alone.</summary>
internal sealed class SubsetWay : ReconstructionWay
{
    /// <inheritdoc/>
    public override IReadOnlyList<ReaderResult> Run(ReconstructionContext context) =>
        [.. context.Graph.Readers.Where(r => r.KeptUnits(context.Kept) is not null).Select(r => Measure(context, r, null))];

    /// <summary>What a reader loses by the subset.</summary>
    public static ReaderResult Measure(ReconstructionContext context, Reader reader, string? note)
    {
        var kept = reader.KeptUnits(context.Kept) ?? [.. Enumerable.Range(0, reader.Units)];
        var kind = LayerPrunings.ReaderOf(reader);
        var error = FoldedReader.LostShare(
            kind.Read(reader.Layer, context.From).Weight,
            Projection.Subset(reader.Units, kept),
            kept,
            reader.Positions * kind.Taps(reader.Layer),
            null,
            context.Statistics[reader.Key].HeldOut);
        return new(reader.Key, Reconstruction.None, null, error, note);
    }
}
