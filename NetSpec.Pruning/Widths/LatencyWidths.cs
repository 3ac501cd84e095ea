using System.Globalization;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>
/// The widths with the least predicted loss within microseconds of one sample. The estimate says which widths go for a time, measurements
/// how far it is off: between a network that is known to fit and one that is known not to, the next to try is where the line between their
/// times meets the budget.
/// </summary>
internal sealed record LatencyWidths(double Limit, LatencyMeter? Meter) : WidthChoice
{
    private const int Trials = 8;

    // Within this share of the budget nothing more is tried.
    private const double Close = 0.98;

    /// <inheritdoc/>
    internal override void Check(PruningGraph graph, PruneOptions options)
    {
        BudgetWidths.Check(Limit);
        if (Meter is null) throw new InputException("A latency budget needs a way to measure latency.");
    }

    /// <inheritdoc/>
    internal override WidthDecision Decide(WidthContext context)
    {
        var curves = LossCurves.Measure(context);
        int[][] allowed = [.. context.Graph.Groups.Select((g, i) => LaneWidths.Preferred(context.Allowed(i, context.Selector.Path(i, g.Size).Order.Count), g.Size))];
        var search = new Search(context, Meter!, curves, allowed, Limit);
        var widths = search.Widen(search.Widest());
        return BudgetWidths.Decision(curves, widths, string.Create(CultureInfo.InvariantCulture, $"{search.Time(widths):0.###} of {Limit} microseconds measured")) with
        {
            Latency = spec => new(Limit, search.Original, Meter!.Estimate?.Invoke(spec), Meter!.Measure(spec, context.Data.Cancellation)),
        };
    }

    private sealed class Search
    {
        private readonly WidthContext _context;
        private readonly LatencyMeter _meter;
        private readonly double[][] _curves;
        private readonly int[][] _allowed;
        private readonly double _limit;
        private readonly CostModel _model;
        private readonly Dictionary<string, double> _times = [];

        public Search(WidthContext context, LatencyMeter meter, double[][] curves, int[][] allowed, double limit)
        {
            (_context, _meter, _curves, _allowed, _limit) = (context, meter, curves, allowed, limit);
            var estimate = meter.Estimate ?? (spec => SpecAnalysis.Resolve(spec).Macs);
            int[] sizes = [.. context.Graph.Groups.Select(g => g.Size)];
            // A step that lanes like, a third of the group where it is wide, so that the model is read off over the whole range.
            int[] steps = [.. context.Graph.Groups.Select(g => LaneWidths.Step(g.Size, g.Runs))];
            _model = CostModel.Of(sizes, steps, widths =>
            {
                context.Data.Cancellation.ThrowIfCancellationRequested();
                return estimate(ResizedSpec.Of(context.Graph, widths));
            });
            Original = Time(sizes);
        }

        /// <summary>Microseconds of the original network.</summary>
        public double Original { get; }

        /// <summary>Measures a network once.</summary>
        public double Time(int[] widths)
        {
            _context.Data.Cancellation.ThrowIfCancellationRequested();
            var key = string.Join(' ', widths);
            if (!_times.TryGetValue(key, out var time)) _times.Add(key, time = _meter.Measure(ResizedSpec.Of(_context.Graph, widths), _context.Data.Cancellation));
            return time;
        }

        /// <summary>The widest network that was found to fit.</summary>
        public int[] Widest()
        {
            int[] best = [.. _allowed.Select(a => a[0])], least = [.. best];
            int[] over = [.. _allowed.Select(a => a[^1])];
            if (Time(over) <= _limit) return over;
            if (Time(best) > _limit) throw BudgetWidths.TooSmall(_limit, "microseconds", Time(best));
            for (var trial = 0; trial < Trials && Time(best) < Close * _limit; trial++)
            {
                var (low, high) = (_model.At(best), _model.At(over));
                var share = Math.Clamp((_limit - Time(best)) / (Time(over) - Time(best)), 0.05, 0.95);
                if (Next(low + (share * (high - low)), best, over) is not { } widths) break;
                if (Time(widths) <= _limit) best = widths;
                else over = widths;
            }
            return best;
        }

        // What the model gives for a cost, or for one halfway to either side where that is known already; null: nothing lies between.
        private int[]? Next(double cost, int[] best, int[] over)
        {
            foreach (var at in new[] { cost, (cost + _model.At(over)) / 2, (cost + _model.At(best)) / 2 })
            {
                if (BudgetSearch.Solve(_model, _curves, _allowed, at) is { } widths && !_times.ContainsKey(string.Join(' ', widths))) return widths;
            }
            return null;
        }

        /// <summary>Rounds widths up to whole vectors, all groups or else one after another, where the time allows it.</summary>
        public int[] Widen(int[] widths)
        {
            var whole = widths.Select((w, g) => LaneWidths.RoundUp(w, _allowed[g])).ToArray();
            if (Time(whole) <= _limit) return whole;
            for (var g = 0; g < widths.Length; g++)
            {
                var wider = (int[])widths.Clone();
                wider[g] = whole[g];
                if (wider[g] > widths[g] && Time(wider) <= _limit) widths = wider;
            }
            return widths;
        }
    }
}
