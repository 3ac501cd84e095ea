using NetSpec.Cli.Benchmarks;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>One work: everyone makes it ready, results are compared, then rounds are timed.</summary>
internal static class Contest
{
    private const string NetSpecName = "NetSpec";

    public static IReadOnlyList<PeerResult> Run(PeerNetwork network, Assignment assignment, IReadOnlyList<IPeer> peers, bool quick)
    {
        var (work, threads) = (assignment.Work, assignment.Threads);
        Threads.Limit = threads;
        var clock = threads == 1 ? Clock.Thread : Clock.Wall;
        var mine = new Subject(NetSpecName, NetSpecWork.Prepare(assignment), clock);
        var peak = new Subject("peak", new PeakWork(), clock);
        var result = mine.Work.Result!;
        var others = new List<Subject>();
        foreach (var peer in peers)
        {
            if (peer.Prepare(assignment) is not { } prepared) continue;
            if (prepared.Result is { } theirs && Comparison.Error(result, theirs) is var error && error > Comparison.Tolerance)
            {
                Console.WriteLine($"{network.Name} {work.Name}: {peer.Name} differs by {error:G2} of the largest value; it is not timed.");
                prepared.Dispose();
                continue;
            }
            others.Add(new(peer.Name, prepared, clock));
        }
        Rounds.Run([mine, peak, .. others], quick);
        var share = Quantiles.Of(mine.Times.Zip(peak.Times, (m, p) => assignment.Flops / m / (threads * FmaLoop.Flops(VectorPath.Auto) / p))).Median;
        var own = Quantiles.Of(mine.Times);
        PeerResult[] results = [.. others.Select(o =>
        {
            var ratio = Quantiles.Of(o.Times.Zip(mine.Times, (t, m) => t / m));
            var times = Quantiles.Of(o.Times);
            return new PeerResult(
                network.Name, work.Name, threads, o.Name, own.Median, times.Median, ratio.Median, ratio.Low, ratio.High, times.Min / own.Min, share, threads == 1 && work.Goals.TryGetValue(o.Name, out var goal) ? goal : null);
        })];
        foreach (var subject in others.Prepend(mine)) subject.Work.Dispose();
        return results;
    }
}
