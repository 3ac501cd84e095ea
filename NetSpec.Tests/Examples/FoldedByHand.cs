using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Examples;

/// <summary>
/// A parent of full size whose readers take the kept units alone, each dropped one replaced by its linear regression on them: what a folded
/// network computes, worked out with plain loops and no code of the pruner's.
/// </summary>
internal static class FoldedByHand
{
    /// <summary>Folds.</summary>
    /// <param name="parent">The parent with its weights.</param>
    /// <param name="masked">A network of the same size that has no ties, and the parent's weights.</param>
    /// <param name="network">The spec, resolved.</param>
    /// <param name="kept">Kept units of each free group, by name.</param>
    /// <param name="samples">Calibration samples.</param>
    public static void Fold(INetwork parent, INetwork masked, ResolvedNetwork network, IReadOnlyDictionary<string, int[]> kept, float[] samples)
    {
        var groups = CouplingGraph.Groups(network);
        foreach (var layer in network.AllLayers())
        {
            var places = groups.SelectMany(g => g.Consumers.Where(c => c.Layer == layer.Path).Select(c => (Group: g, Place: c))).ToList();
            foreach (var reading in places.GroupBy(p => p.Place.ReadsFrom == layer.Path))
                FoldReader(parent, masked, layer, reading.Key, [.. reading], kept, samples);
        }
        foreach (var layer in network.AllLayers().Where(l => l.Layer is BatchNorm))
        {
            var from = groups.SelectMany(g => g.FollowerPlaces).First(place => place.Layer == layer.Path).ReadsFrom;
            MoveStatistics(Rows(parent, from, samples), Rows(masked, from, samples), layer.Path, masked.Parameters);
        }
    }

    private static void FoldReader(
        INetwork parent,
        INetwork masked,
        ResolvedLayer layer,
        bool isState,
        List<(UnitGroup Group, UnitConsumer Place)> places,
        IReadOnlyDictionary<string, int[]> kept,
        float[] samples)
    {
        var positions = places[0].Place.Positions;
        var dropped = places.Where(p => kept.ContainsKey(p.Group.Name))
            .SelectMany(p => Enumerable.Range(0, p.Group.Size).Except(kept[p.Group.Name]).Select(u => (p.Place.Offset / positions) + u)).ToArray();
        if (dropped.Length == 0) return;
        var isRecurrent = layer.Layer is NetSpec.Spec.Recurrent;
        var (name, bias) = (isState ? ".weight_hh" : isRecurrent ? ".weight_ih" : ".weight", isState ? "" : isRecurrent ? ".bias_ih" : ".bias");
        var info = masked.Parameters[layer.Path + name];
        var (outputs, columns) = (info.Shape[0], info.Length / info.Shape[0]);
        var taps = info.Shape.Skip(2).Aggregate(1, (product, d) => product * d);
        var units = columns / taps / positions;
        var stays = Enumerable.Range(0, units).Except(dropped).ToArray();

        var rows = isState ? Before(Rows(parent, layer.Path + ".states", samples), layer.Input[0]) : PerUnit(Rows(parent, places[0].Place.ReadsFrom, samples), units);
        var hasBias = masked.Info.Parameters.Any(p => p.Name == layer.Path + bias);
        var (mixture, lost) = Regress(rows, dropped, stays, hasBias);
        var weight = Array.ConvertAll(masked.Parameters.Read(info.Name), v => (double)v);
        var offsets = hasBias ? Array.ConvertAll(masked.Parameters.Read(layer.Path + bias), v => (double)v) : new double[outputs];
        var span = positions * taps;
        for (var o = 0; o < outputs; o++)
        {
            for (var d = 0; d < dropped.Length; d++)
            {
                for (var s = 0; s < span; s++)
                {
                    ref var read = ref weight[(o * columns) + (dropped[d] * span) + s];
                    for (var k = 0; k < stays.Length; k++) weight[(o * columns) + (stays[k] * span) + s] += read * mixture[d, k];
                    offsets[o] += read * lost[d];
                    read = 0;
                }
            }
        }
        masked.Parameters.Write(info.Name, Array.ConvertAll(weight, v => (float)v));
        if (hasBias) masked.Parameters.Write(layer.Path + bias, Array.ConvertAll(offsets, v => (float)v));
    }

    private static double[,] Rows(INetwork network, string path, float[] samples)
    {
        var rows = new RowCollector<float>(path);
        network.Observe(samples, rows);
        return rows.ToMatrix();
    }

    // A unit's block of values side by side as rows of their own.
    private static double[,] PerUnit(double[,] rows, int units)
    {
        var block = rows.GetLength(1) / units;
        var result = new double[rows.GetLength(0) * block, units];
        for (var i = 0; i < result.GetLength(0); i++)
        {
            for (var u = 0; u < units; u++) result[i, u] = rows[i / block, (u * block) + (i % block)];
        }
        return result;
    }

    private static double[,] Before(double[,] states, int steps)
    {
        var result = (double[,])states.Clone();
        for (var i = 0; i < states.GetLength(0); i++)
        {
            for (var u = 0; u < states.GetLength(1); u++) result[i, u] = i % steps == 0 ? 0 : states[i - 1, u];
        }
        return result;
    }

    // Least squares of each dropped column on the kept ones, with an intercept or without.
    private static (double[,] Mixture, double[] Lost) Regress(double[,] rows, int[] dropped, int[] stays, bool hasIntercept)
    {
        var (count, k) = (rows.GetLength(0), stays.Length);
        var mean = new double[rows.GetLength(1)];
        for (var i = 0; hasIntercept && i < count; i++)
        {
            for (var u = 0; u < mean.Length; u++) mean[u] += rows[i, u] / count;
        }
        var system = new double[k, k + dropped.Length];
        int[] all = [.. stays, .. dropped];
        for (var i = 0; i < count; i++)
        {
            for (var a = 0; a < k; a++)
            {
                var left = rows[i, stays[a]] - mean[stays[a]];
                for (var b = 0; b < all.Length; b++) system[a, b] += left * (rows[i, all[b]] - mean[all[b]]);
            }
        }
        Eliminate(system);
        var (mixture, lost) = (new double[dropped.Length, k], new double[dropped.Length]);
        for (var d = 0; d < dropped.Length; d++)
        {
            lost[d] = mean[dropped[d]];
            for (var a = 0; a < k; a++)
            {
                mixture[d, a] = system[a, k + d];
                lost[d] -= mixture[d, a] * mean[stays[a]];
            }
        }
        return (mixture, lost);
    }

    // Gauss and Jordan, largest pivot first; a column that is 0 throughout (a dead unit) gets no weight.
    private static void Eliminate(double[,] system)
    {
        var (n, width) = (system.GetLength(0), system.GetLength(1));
        for (var p = 0; p < n; p++)
        {
            var best = Enumerable.Range(p, n - p).MaxBy(r => Math.Abs(system[r, p]));
            for (var c = 0; c < width; c++) (system[p, c], system[best, c]) = (system[best, c], system[p, c]);
            var pivot = system[p, p];
            if (pivot == 0) continue;
            for (var c = 0; c < width; c++) system[p, c] /= pivot;
            for (var r = 0; r < n; r++)
            {
                var factor = system[r, p];
                if (r == p || factor == 0) continue;
                for (var c = p; c < width; c++) system[r, c] -= factor * system[p, c];
            }
        }
    }

    // The mean moves by the difference of the readings, the variance by their ratio.
    private static void MoveStatistics(double[,] before, double[,] after, string path, ParameterSet<float> parameters)
    {
        var (mean, variance) = (parameters.Read(path + ".running_mean"), parameters.Read(path + ".running_var"));
        for (var u = 0; u < mean.Length; u++)
        {
            var ((oldMean, oldVariance), (newMean, newVariance)) = (Spread(before, u), Spread(after, u));
            mean[u] = (float)(mean[u] + newMean - oldMean);
            if (oldVariance > 0) variance[u] = (float)(variance[u] * newVariance / oldVariance);
        }
        parameters.Write(path + ".running_mean", mean);
        parameters.Write(path + ".running_var", variance);
    }

    private static (double Mean, double Variance) Spread(double[,] rows, int column)
    {
        var values = Enumerable.Range(0, rows.GetLength(0)).Select(i => rows[i, column]).ToArray();
        var mean = values.Average();
        return (mean, values.Average(v => (v - mean) * (v - mean)));
    }
}
