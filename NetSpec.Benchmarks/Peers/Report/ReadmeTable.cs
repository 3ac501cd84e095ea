using System.Text;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>The short table between two comments of the README: one thread, one row a work, one column a peer.</summary>
internal static class ReadmeTable
{
    private const string Begin = "<!-- peers: begin, written by NetSpec.Benchmarks peers -->", End = "<!-- peers: end -->";

    /// <summary>Replaces the table.</summary>
    /// <exception cref="InputException">The file or its comments are missing.</exception>
    public static void Write(string file, IReadOnlyList<PeerResult> results)
    {
        var text = File.Exists(file) ? File.ReadAllText(file) : throw new InputException($"'{file}' was not found; --readme names it.");
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InputException($"'{file}' lacks the lines '{Begin}' and '{End}' between which the table goes.");
        AtomicFile.WriteText(file, text[..(begin + Begin.Length)] + "\n" + Table(results) + text[end..]);
    }

    private static string Table(IReadOnlyList<PeerResult> results)
    {
        var peers = PeerTable.All.Select(p => p.Name).Where(p => results.Any(r => r.Peer == p)).ToList();
        var text = new StringBuilder($"{Machine.Description}; one thread each (PyTorch eager); how many times faster NetSpec is, medians of runs in turn. *Peak* counts the products of the plain sums; of a *sparse* sample one value in five is not zero.\n\n");
        text.Append($"| network | work | NetSpec | peak | {string.Join(" | ", peers)} |\n|{string.Concat(Enumerable.Repeat(" --- |", peers.Count + 4))}\n");
        foreach (var row in results.Where(r => r.Threads == 1).GroupBy(r => (r.Network, r.Work)))
        {
            var cells = peers.Select(p => row.FirstOrDefault(r => r.Peer == p) is { } r ? Figures.Times(r.Ratio) : "");
            text.Append($"| {row.Key.Network} | {row.Key.Work} | {Figures.Time(row.First().NetSpecNs)} | {Figures.Percent(row.First().Share)} | {string.Join(" | ", cells)} |\n");
        }
        return text.ToString();
    }
}
