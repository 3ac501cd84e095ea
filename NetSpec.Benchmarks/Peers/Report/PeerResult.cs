using System.Globalization;

namespace NetSpec.Benchmarks.Peers;

/// <summary>NetSpec beside one peer at one work.</summary>
/// <param name="Network">Name.</param>
/// <param name="Work">Name.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="Peer">Name.</param>
/// <param name="NetSpecNs">Median of one call.</param>
/// <param name="PeerNs">Median of one call.</param>
/// <param name="Ratio">Median over rounds of the peer's time by NetSpec's: how many times faster NetSpec is.</param>
/// <param name="Low">A quarter of the rounds gave less.</param>
/// <param name="High">A quarter of the rounds gave more.</param>
/// <param name="Best">The ratio of the shortest times of both, which other work on the machine touches least.</param>
/// <param name="Share">NetSpec's part of the multiply-add peak of those threads, 0 to 1, median over rounds.</param>
/// <param name="Goal">What the ratio is meant to be at least; null where nothing was set.</param>
internal sealed record PeerResult(
    string Network,
    string Work,
    int Threads,
    string Peer,
    double NetSpecNs,
    double PeerNs,
    double Ratio,
    double Low,
    double High,
    double Best,
    double Share,
    double? Goal)
{
    public const string Header = "network,work,threads,peer,netspec_ns,peer_ns,ratio,ratio_low,ratio_high,ratio_of_best,share_of_peak,goal";

    /// <summary>What a newer result replaces.</summary>
    public (string, string, int, string) Key => (Network, Work, Threads, Peer);

    public string ToCsv() => string.Join(
        ',', Network, Work, Number(Threads), Peer, Number(NetSpecNs), Number(PeerNs), Number(Ratio), Number(Low), Number(High), Number(Best), Number(Share), Goal is { } goal ? Number(goal) : "");

    public static PeerResult Parse(string line)
    {
        var f = line.Split(',');
        double Of(int i) => double.Parse(f[i], CultureInfo.InvariantCulture);
        return new(f[0], f[1], (int)Of(2), f[3], Of(4), Of(5), Of(6), Of(7), Of(8), Of(9), Of(10), f[11].Length > 0 ? Of(11) : null);
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
