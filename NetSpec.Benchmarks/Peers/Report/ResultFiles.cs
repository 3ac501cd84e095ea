using System.Text;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Keeps results in a folder of the machine: peers.csv, of which new results replace old ones, and peers.md made of it.</summary>
internal static class ResultFiles
{
    /// <summary>Adds results and writes both files again.</summary>
    /// <returns>All results, in the order of the table of networks.</returns>
    public static IReadOnlyList<PeerResult> Update(string folder, IEnumerable<PeerResult> results, IReadOnlyDictionary<string, string> versions)
    {
        var file = Path.Combine(folder, "peers.csv");
        var all = (File.Exists(file) ? File.ReadLines(file).Skip(1).Select(PeerResult.Parse) : []).ToDictionary(r => r.Key);
        foreach (var result in results) all[result.Key] = result;
        var networks = PeerNetworks.All.Select(n => n.Name).ToList();
        var peers = PeerTable.All.Select(p => p.Name).ToList();
        PeerResult[] sorted = [.. all.Values.OrderBy(r => networks.IndexOf(r.Network)).ThenBy(r => r.Threads).ThenBy(r => Order(r)).ThenBy(r => peers.IndexOf(r.Peer))];
        AtomicFile.WriteText(file, string.Join('\n', [PeerResult.Header, .. sorted.Select(r => r.ToCsv())]) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "peers.md"), Page(sorted, versions));
        return sorted;
    }

    private static int Order(PeerResult result) =>
        PeerNetworks.All.Where(n => n.Name == result.Network).SelectMany(n => n.Works).Select(w => w.Name).ToList().IndexOf(result.Work);

    private static string Page(IReadOnlyList<PeerResult> results, IReadOnlyDictionary<string, string> versions)
    {
        var text = new StringBuilder("# NetSpec beside its peers\n\n");
        text.Append($"{Machine.Description}.\n\n");
        text.Append($"Peers of the last run: {string.Join(", ", versions.Select(v => $"{v.Key} {v.Value}"))}.\n\n");
        text.Append("""
            Measured in turn, round by round; *ratio* is the median over rounds of the peer's time by NetSpec's (above 1: NetSpec is faster), with its
            quartiles; *of best* is the ratio of the shortest times. One thread is measured by its processor time, several by the wall's clock.
            *Peak* is NetSpec's share of the multiply-adds that as many cores do from registers, measured in the same rounds. Same weights; outputs and
            gradients were compared first (FANN's gradients apart, whose rectifier has slope 1 everywhere). Training is loss, gradient and a step of plain
            descent. Goals are for one thread.

            """.ReplaceLineEndings("\n"));
        foreach (var network in results.GroupBy(r => r.Network))
        {
            var description = PeerNetworks.All.FirstOrDefault(n => n.Name == network.Key)?.Description;
            text.Append($"\n## {network.Key}: {description}\n\n| work | threads | peer | NetSpec | peer's | ratio | quartiles | of best | goal | peak |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var r in network)
                text.Append($"| {r.Work} | {r.Threads} | {r.Peer} | {Figures.Time(r.NetSpecNs)} | {Figures.Time(r.PeerNs)} | {Figures.Times(r.Ratio)} | {Figures.Times(r.Low)} to {Figures.Times(r.High)} | {Figures.Times(r.Best)} | {(r.Goal is { } goal ? Figures.Times(goal) : "")} | {Figures.Percent(r.Share)} |\n");
        }
        return text.ToString();
    }
}
