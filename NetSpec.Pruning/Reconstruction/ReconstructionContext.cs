namespace NetSpec.Pruning;

/// <summary>What the ways of reconstruction work with. <see cref="Into"/> starts as the subset.</summary>
internal sealed record ReconstructionContext(
    PruningGraph Graph,
    IReadOnlyList<int[]> Kept,
    CutSet Cuts,
    MeasuredNetwork Parent,
    MeasuredNetwork Pruned,
    NetworkWeights From,
    NetworkWeights Into,
    IReadOnlyDictionary<string, ReadStatistics> Statistics,
    CalibrationData Data,
    PruneOptions Options)
{
    /// <summary>Whether a reader shares its weight with another one in the pruned network, so that only the subset is left to it.</summary>
    public bool IsTied(Reader reader) => Options.KeepTies && Ties.IsTied(Graph, reader.Layer.Path);

    /// <summary>Stores a reader's weight, less the outputs that go.</summary>
    public void Store(Reader reader, LinearMap map) => LayerPrunings.ReaderOf(reader).Write(reader.Layer, KeptRows(reader, map), Into);

    /// <summary>A reader's weight and bias, less the rows of outputs that go.</summary>
    public LinearMap KeptRows(Reader reader, LinearMap map) =>
        map.Outputs(LayerPrunings.ReaderOf(reader).OutputRows(reader.Layer, Cuts[reader.Layer.Path].Outputs));
}
