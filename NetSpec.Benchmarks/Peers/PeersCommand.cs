using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Peers;

/// <summary>`peers`: NetSpec's generated code against other frameworks, in turn, with the same weights.</summary>
internal static class PeersCommand
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(PeersOptions.Usage);
            return 0;
        }
        try
        {
            Measure(PeersOptions.Parse(arguments));
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or InputException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static void Measure(PeersOptions options)
    {
        var peers = Open(options);
        var results = new List<PeerResult>();
        foreach (var network in PeerNetworks.All.Where(n => PeersOptions.Wants(options.Networks, n.Name)))
        {
            using var compiled = SpecCompiler.Compile<float>(network.Spec, network.Name + ".net.yaml");
            PeerWeights.Fill(compiled.Network.Parameters);
            var graph = PeerGraph.Of(network.Spec, (INetwork)compiled.Network);
            foreach (var work in network.Works.Where(w => PeersOptions.Wants(options.Works, w.Name)))
            {
                // One sample has nothing to share out.
                foreach (var threads in options.Threads.Where(t => t == 1 || work.Batch > 1))
                {
                    var measured = Contest.Run(network, Assignment.Of((INetwork)compiled.Network, graph, work, threads), peers, options.IsQuick);
                    foreach (var r in measured)
                        Console.WriteLine($"{r.Network} {r.Work} {r.Threads} thread{(r.Threads > 1 ? "s" : "")}: {Figures.Time(r.NetSpecNs)} ({Figures.Percent(r.Share)} of peak), {r.Peer} {Figures.Time(r.PeerNs)}, {Figures.Times(r.Ratio)} [{Figures.Times(r.Low)}, {Figures.Times(r.High)}, best {Figures.Times(r.Best)}]{(r.Goal is { } goal ? $" goal {Figures.Times(goal)}" : "")}");
                    results.AddRange(measured);
                }
            }
        }
        foreach (var peer in peers) peer.Dispose();
        if (options.IsQuick) return;
        var folder = Path.Combine(options.Out, Machine.Folder);
        var all = ResultFiles.Update(folder, results, peers.ToDictionary(p => p.Name, p => p.Version));
        ReadmeTable.Write(options.Readme, all);
        Console.WriteLine($"Written to {folder} and {options.Readme}.");
    }

    /// <summary>Opens the peers that were asked for and are installed, and says how to install the others.</summary>
    public static List<IPeer> Open(PeersOptions options)
    {
        var open = new List<IPeer>();
        foreach (var entry in PeerTable.All.Where(p => PeersOptions.Wants(options.Peers, p.Name)))
        {
            try
            {
                open.Add(entry.Open(options));
                Console.WriteLine($"{entry.Name} {open[^1].Version}");
            }
            catch (PeerMissingException exception)
            {
                Console.WriteLine($"{entry.Name} is left out: {exception.Message}. To install it: {entry.Install}");
            }
        }
        return open;
    }
}
