using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>What readers read, measured: all samples together, and apart the fitted and the held-out ones.</summary>
/// <param name="All">Selection and final weights use these.</param>
/// <param name="Fit">Ridges and errors are fitted on these,</param>
/// <param name="HeldOut">and measured on these.</param>
internal sealed record ReadStatistics(UnitStatistics All, UnitStatistics Fit, UnitStatistics HeldOut)
{
    /// <summary>Units whose centred second moments in the two parts are joined.</summary>
    public static ReadStatistics Of(UnitStatistics fit, UnitStatistics heldOut) => new(fit.Join(heldOut), fit, heldOut);

    /// <summary>A run of units on their own.</summary>
    public ReadStatistics Slice(int offset, int size) => new(All.Slice(offset, size), Fit.Slice(offset, size), HeldOut.Slice(offset, size));
}

/// <summary>Measures what every reader reads, in one pass over the samples.</summary>
internal static class CovarianceStage
{
    /// <summary>Statistics by reader, for every reader of a group.</summary>
    public static Dictionary<string, ReadStatistics> Measure(MeasuredNetwork runner, CalibrationData data, PruningGraph graph)
    {
        var readers = graph.Readers.Where(r => !r.Segments.IsEmpty).GroupBy(PlaceOf).Select(g => g.First()).ToList();
        var fit = new Pass(runner, readers);
        fit.Run(data.Fit());
        var heldOut = new Pass(runner, readers);
        heldOut.Run(data.HeldOut());
        var measured = readers.ToDictionary(PlaceOf, r => ReadStatistics.Of(fit.Of(r), heldOut.Of(r)));
        return graph.Readers.Where(r => !r.Segments.IsEmpty).ToDictionary(r => r.Key, r => measured[PlaceOf(r)]);
    }

    // Readers of one place share its statistics; a state is a place of its own.
    private static (string, int) PlaceOf(Reader reader) => (reader.IsState ? reader.Key : reader.ReadsFrom, reader.Block);

    /// <summary>
    /// One pass: the network's own covariance code where it has some, rows through an observer elsewhere (inputs, states one step earlier).
    /// </summary>
    private sealed class Pass
    {
        private readonly MeasuredNetwork _runner;
        private readonly CovarianceSet _own;
        private readonly Dictionary<Reader, StatisticsAccumulator> _observed;

        public Pass(MeasuredNetwork runner, IReadOnlyList<Reader> readers)
        {
            _runner = runner;
            var direct = readers.Where(r => r is { Block: 1, IsState: false }).Select(r => r.ReadsFrom).ToHashSet(StringComparer.Ordinal);
            _own = new CovarianceSet(runner.Info, layer => direct.Contains(layer.Path));
            _observed = readers.Where(r => !IsOwn(r)).ToDictionary(r => r, r => new StatisticsAccumulator(r.Units));
        }

        public void Run(IEnumerable<Batch> batches)
        {
            foreach (var batch in batches)
            {
                if (_own.Layers.Count > 0) _runner.Accumulate(batch, _own);
                foreach (var (reader, into) in _observed)
                    into.Add(Rows(batch, reader));
            }
        }

        private double[,] Rows(Batch batch, Reader reader)
        {
            if (!reader.IsState) return UnitRows.PerPosition(_runner.Observe(batch, reader.ReadsFrom), reader.Block);
            var states = _runner.Info.Layers.First(l => l.Path == reader.Layer.Path).StatesPath;
            return RecurrentPruning.Before(_runner.Observe(batch, states), reader.Layer.Input[0]);
        }

        public UnitStatistics Of(Reader reader)
        {
            if (!IsOwn(reader)) return _observed[reader].ToStatistics();
            var moments = _own[reader.ReadsFrom];
            var statistics = new UnitStatistics(moments.Count, moments.Mean(), moments.Covariance(centered: true));
            for (var i = 0; i < statistics.Units; i++)
            {
                if (!double.IsFinite(statistics.Centered[i, i]))
                    throw new InputException($"The layer '{reader.ReadsFrom}' gives a value that is not finite; its weights or inputs are too large.");
                statistics.Centered[i, i] = Math.Max(statistics.Centered[i, i], 0);
            }
            return statistics;
        }

        private bool IsOwn(Reader reader) => reader is { Block: 1, IsState: false } && _own.Find(reader.ReadsFrom) is not null;
    }
}
