using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Benchmarks.Layers;

/// <summary>`layers`, with the options of `peers`: what each layer of a network adds to its time, to see where time is lost. Writes nothing.</summary>
internal static class LayersCommand
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        PeersOptions options;
        try
        {
            options = PeersOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        Threads.Limit = 1;
        var peers = PeersCommand.Open(options);
        foreach (var network in PeerNetworks.All.Where(n => PeersOptions.Wants(options.Networks, n.Name)))
        {
            foreach (var work in network.Works.Where(w => PeersOptions.Wants(options.Works, w.Name))) Measure(network, work, peers, options.IsQuick);
        }
        foreach (var peer in peers) peer.Dispose();
        return 0;
    }

    private static void Measure(PeerNetwork network, Work work, IReadOnlyList<IPeer> peers, bool quick)
    {
        var prefixes = Prefixes.Of(network);
        var compiled = prefixes.Select(p => SpecCompiler.Compile<float>(p.Spec, "prefix.net.yaml")).ToList();
        var mine = new List<Subject>();
        var theirs = peers.ToDictionary(p => p.Name, _ => new List<Subject>());
        foreach (var (prefix, code) in prefixes.Zip(compiled))
        {
            PeerWeights.Fill(code.Network.Parameters);
            var assignment = Assignment.Of((INetwork)code.Network, PeerGraph.Of(prefix.Spec, (INetwork)code.Network), work, 1);
            mine.Add(new("NetSpec", NetSpecWork.Prepare(assignment), Clock.Thread));
            foreach (var peer in peers)
            {
                if (peer.Prepare(assignment) is { } prepared) theirs[peer.Name].Add(new(peer.Name, prepared, Clock.Thread));
            }
        }
        Rounds.Run([.. mine, .. theirs.Values.SelectMany(s => s)], quick);
        Console.WriteLine($"{network.Name}, {work.Name}; what each layer adds, by shortest times (differences under the noise may be negative):");
        for (var i = 0; i < prefixes.Count; i++)
        {
            var (own, macs) = (Added(mine, i), compiled[i].Network.Info.Macs - (i == 0 ? 0 : compiled[i - 1].Network.Info.Macs));
            var others = theirs.Where(t => t.Value.Count > i).Select(t => $"{t.Key} {Figures.Time(Added(t.Value, i))}");
            var form = compiled[i].Network.Info.Layers.First(l => l.Path == prefixes[i].Paid).Form;
            Console.WriteLine($"  {prefixes[i].Name}: {Figures.Time(own)} ({2.0 * macs * work.Batch / own:0.0} forward GFLOP/s), {string.Join(", ", others)}; {form}");
        }
        foreach (var subject in mine.Concat(theirs.Values.SelectMany(s => s))) subject.Work.Dispose();
        foreach (var code in compiled) code.Dispose();
    }

    private static double Added(IReadOnlyList<Subject> subjects, int index) =>
        subjects[index].Times.Min() - (index == 0 ? 0 : subjects[index - 1].Times.Min());
}
