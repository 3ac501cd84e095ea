using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>Chooses units of groups, for all their readers together.</summary>
internal sealed class GroupSelector(
    PruningGraph graph, IReadOnlyDictionary<string, ReadStatistics> statistics, NetworkWeights weights, PruneOptions options)
{
    // Up to here the whole path is walked, for the rank and the curve; beyond, only as far as it is asked for.
    private const int WholePathUnits = 1024;

    private readonly Dictionary<(int Group, bool Centered), IReadOnlyList<ReaderView>> _views = [];
    private readonly Dictionary<(int Group, bool Centered), GreedyPath> _paths = [];

    /// <summary>One view for each reader of a group.</summary>
    /// <param name="group">Index of the group.</param>
    /// <param name="centered">Whether covariances are about the mean even where a reader has no bias to make up for it.</param>
    public IReadOnlyList<ReaderView> Views(int group, bool centered = false)
    {
        if (_views.TryGetValue((group, centered), out var known)) return known;
        var views = new List<ReaderView>();
        foreach (var (reader, segment) in graph.ReadersOf(group))
        {
            var units = statistics[reader.Key].All.Slice(segment.Offset, segment.Size);
            var kind = LayerPrunings.ReaderOf(reader);
            // A grouped kernel cannot make up for a unit by those of another group.
            var isCentered = centered || (options.Centered && kind.HasBias(reader.Layer));
            var covariance = MatrixParts.OnlyBlocks(units.Covariance(isCentered), kind.Groups(reader.Layer));
            var read = UnitWeights(kind.Read(reader.Layer, weights).Weight, segment, reader.Positions * kind.Taps(reader.Layer));
            views.Add(ReaderView.Of(covariance, read, options.Theta, options.Ridge ?? 0));
        }
        return _views[(group, centered)] = views;
    }

    /// <summary>The greedy path of a group, at least to a width or to its rank.</summary>
    public GreedyPath Path(int group, int width, bool centered = false)
    {
        if (_paths.TryGetValue((group, centered), out var known) && (known.ReachedRank || known.Order.Count >= width)) return known;
        var size = graph.Groups[group].Size;
        var views = Views(group, centered).Select(v => v.Start()).ToList();
        var rounds = new Rounds(size, graph.Groups[group].Runs);
        return _paths[(group, centered)] = GreedyPath.Run(views, rounds, size <= WholePathUnits ? size : width, double.PositiveInfinity);
    }

    /// <summary>Chooses units of a group.</summary>
    public GroupChoice Choose(int group, int width) => options.Criterion switch
    {
        Criterion.Spectral => Spectral(group, width),
        Criterion.Magnitude => Ranked(group, ByMagnitude(graph.Groups[group]), width),
        Criterion.Random => Ranked(group, ByChance(group), width),
        _ => throw new ArgumentException($"Unknown criterion {options.Criterion}."),
    };

    private GroupChoice Spectral(int group, int width)
    {
        var size = graph.Groups[group].Size;
        if (width >= size) return Everything(group, size);
        var path = Path(group, width);
        var notes = new List<string>();
        if (path.ReachedRank && path.Order.Count < width)
        {
            var rank = path.Order.Count;
            var runs = graph.Groups[group].Runs;
            notes.Add(rank > 0 ? $"The width {width} was lowered to {rank}: the other units depend linearly on those."
                : runs == 1 ? "Every unit is dead; one is kept."
                : $"Every unit is dead; one is kept for each of {runs} groups.");
            if (rank == 0) return new([.. Enumerable.Range(0, runs).Select(run => run * (size / runs))], [.. Enumerable.Repeat(1.0, runs)], 0, notes);
        }
        var order = path.Order.Take(width).ToArray();
        var (made, limited) = Swaps.Improve(Views(group), order, graph.Groups[group].Runs);
        if (limited) notes.Add("The search for swaps was stopped at its work limit.");
        var scores = path.Scores.Take(width).ToArray();
        if (made > 0)
        {
            notes.Add($"{made} swaps improved the greedy choice.");
            scores = [.. GreedyPath.Follow([.. Views(group).Select(v => v.Start())], order).Scores];
        }
        return new(order, Anew(group, order, scores), path.ReachedRank || path.Order.Count == size ? path.Order.Count : null, notes);
    }

    private GroupChoice Everything(int group, int size)
    {
        var path = Path(group, size);
        int[] rest = [.. Enumerable.Range(0, size).Except(path.Order)];
        int[] order = [.. path.Order, .. rest];
        return new(order, [.. path.Scores, .. rest.Select(_ => 1.0)], path.Order.Count, []);
    }

    private GroupChoice Ranked(int group, int[] ranking, int width)
    {
        int[] order = [.. Rounds.Rank(ranking, graph.Groups[group].Runs).Take(width)];
        var scores = GreedyPath.Follow([.. Views(group).Select(v => v.Start())], order).Scores.ToArray();
        return new(order, Anew(group, order, scores), null, []);
    }

    // The last score from scratch, where every reader sees independent units.
    private double[] Anew(int group, int[] order, double[] scores)
    {
        var views = Views(group).Where(v => v.Product.Trace > 0).ToList();
        var shares = views.Select(v => Explained.Share(v.Covariance, v.Product, v.Ridge, order)).ToList();
        if (shares.Count > 0 && shares.All(s => s is not null)) scores[^1] = shares.Average()!.Value;
        return scores;
    }

    private int[] ByMagnitude(UnitGroup group)
    {
        var squares = new double[group.Size];
        var found = false;
        foreach (var layer in graph.Layers.Where(l => group.Producers.Contains(l.Path)))
        {
            if (LayerPrunings.Of(layer).IncomingSquares(layer, weights) is not { } own) continue;
            found = true;
            for (var i = 0; i < own.Length; i++) squares[i] += own[i];
        }
        if (!found) throw WithoutWeights(group);
        return [.. Enumerable.Range(0, group.Size).OrderByDescending(i => squares[i]).ThenBy(i => i)];
    }

    /// <summary>Refuses groups of units that no layer makes, before any work.</summary>
    /// <exception cref="InputException">The network's inputs are free to be pruned.</exception>
    public static void CheckMagnitude(PruningGraph graph)
    {
        if (graph.Groups.FirstOrDefault(g => !graph.Layers.Any(l => g.Producers.Contains(l.Path))) is { } bare) throw WithoutWeights(bare);
    }

    private static InputException WithoutWeights(UnitGroup group) =>
        new($"The units of '{group.Name}' have no incoming weights to rank by magnitude; choose spectral or random.");

    private int[] ByChance(int group)
    {
        int[] units = [.. Enumerable.Range(0, graph.Groups[group].Size)];
        new RandomSource(RandomSource.SplitMix64(options.Seed, (ulong)group)).Shuffle(units.AsSpan());
        return units;
    }

    // [outputs * span, units]: what is read from each unit, over outputs, positions and taps.
    private static double[,] UnitWeights(double[,] weight, Segment segment, int span)
    {
        var result = new double[weight.GetLength(0) * span, segment.Size];
        for (var o = 0; o < weight.GetLength(0); o++)
        {
            for (var u = 0; u < segment.Size; u++)
            {
                for (var s = 0; s < span; s++) result[(o * span) + s, u] = weight[o, ((segment.Offset + u) * span) + s];
            }
        }
        return result;
    }
}
