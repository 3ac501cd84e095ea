using System.Text;
using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Sweep;

/// <summary>`sweep`, with the options of `peers`: two dense layers of equal widths from 8 to 4,096 against ONNX Runtime; the table and a plot of it.</summary>
internal static class SweepCommand
{
    /// <summary>No ratio is meant to be less.</summary>
    public const double Goal = 0.9;

    private static readonly int[] Widths = [8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096];

    private static readonly int[] Batches = [1, 32, 256];

    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            Measure(PeersOptions.Parse(arguments));
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or InputException or PeerMissingException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Measure(PeersOptions options)
    {
        using var peer = OnnxRuntimePeer.Open(options);
        var results = new List<PeerResult>();
        foreach (var width in Widths)
        {
            var network = PeerNetwork.Chain($"w{width}", [width, width, width], [.. Batches.Select(b => Work.Batched(b, (peer.Name, Goal)))]);
            using var compiled = SpecCompiler.Compile<float>(network.Spec, network.Name + ".net.yaml");
            PeerWeights.Fill(compiled.Network.Parameters);
            var graph = PeerGraph.Of(network.Spec, (INetwork)compiled.Network);
            foreach (var work in network.Works)
            {
                results.AddRange(Contest.Run(network, Assignment.Of((INetwork)compiled.Network, graph, work, 1), [peer], options.IsQuick));
                var r = results[^1];
                Console.WriteLine($"{width} {work.Name}: {Figures.Time(r.NetSpecNs)} ({Figures.Percent(r.Share)} of peak), {Figures.Times(r.Ratio)} [{Figures.Times(r.Low)}, {Figures.Times(r.High)}, best {Figures.Times(r.Best)}]{(r.Ratio < Goal ? " under the goal" : "")}");
            }
        }
        if (options.IsQuick) return;
        var folder = Path.Combine(options.Out, Machine.Folder);
        AtomicFile.WriteText(Path.Combine(folder, "sweep.csv"), string.Join('\n', [PeerResult.Header, .. results.Select(r => r.ToCsv())]) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "sweep.svg"), SweepPlot.Draw(Widths, results));
        AtomicFile.WriteText(Path.Combine(folder, "sweep.md"), Page(results, peer.Version));
    }

    private static string Page(IReadOnlyList<PeerResult> results, string version)
    {
        var text = new StringBuilder("# Widths from 8 to 4,096\n\n");
        text.Append($"{Machine.Description}, one thread; two dense layers of equal widths; ONNX Runtime {version}; how many times faster NetSpec is, medians of rounds in turn.\n\n![sweep](sweep.svg)\n\n");
        text.Append($"| width | {string.Join(" | ", Batches.Select(b => $"batch {b} | peak"))} |\n|{string.Concat(Enumerable.Repeat(" --- |", 1 + (2 * Batches.Length)))}\n");
        foreach (var row in results.GroupBy(r => r.Network))
            text.Append($"| {row.Key[1..]} | {string.Join(" | ", row.Select(r => $"{Figures.Times(r.Ratio)} | {Figures.Percent(r.Share)}"))} |\n");
        return text.ToString();
    }
}
