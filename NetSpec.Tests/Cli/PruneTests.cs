using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Cli;

public class PruneTests
{
    [Fact]
    public void ThePrunedNetworkRunsAndIsReported()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        var input = Input(session);

        var report = session.Json("prune", spec, "--weights", weights, "--input", input, "--widths", "4,2", "--name", "Lean", "--out", session.At("lean"));

        Assert.Equal([4, 2], report.GetProperty("after").GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        Assert.Equal(["Lean.net.yaml", "Lean.safetensors", "report.json"], Directory.GetFiles(session.At("lean")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        session.Done("forward", session.At("lean/Lean.net.yaml"), "--weights", session.At("lean/Lean.safetensors"), "--input", input, "--output", session.At("y.npy"));
        Assert.Equal([200, 1], Npy.Read(session.At("y.npy")).Shape);
    }

    [Fact]
    public void AllUnitsKeptGiveTheSameOutputs()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        var input = Input(session);
        double[] Outputs(string network, string values)
        {
            session.Done("forward", network, "--weights", values, "--input", input, "--output", session.At("y.npy"));
            return Npy.Read(session.At("y.npy")).ToDoubles();
        }

        session.Done("prune", spec, "--weights", weights, "--input", input, "--widths", "8,4", "--reconstruct", "none", "--out", session.At("same"));

        Assert.Equal(Outputs(spec, weights), Outputs(session.At("same/MiniSmallPruned.net.yaml"), session.At("same/MiniSmallPruned.safetensors")));
    }

    [Theory]
    [InlineData("--alpha", "0.9")]
    [InlineData("--budget", "params=150")]
    [InlineData("--budget", "macs=150")]
    [InlineData("--rho", "0.5")]
    public void EveryWayToChooseWidthsWorks(string way, string value)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);

        var report = session.Json("prune", spec, "--weights", weights, "--input", Input(session), way, value, "--out", session.At("out"));

        Assert.True(report.GetProperty("after").GetProperty("parameters").GetInt32() <= 289);
    }

    [Fact]
    public void WrongRequestsWriteNothing()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        string Message(string input, params string[] more) =>
            session.Refused(["prune", spec, "--weights", weights, "--input", input, "--out", session.At("out"), .. more]);

        Assert.Contains("2 widths", Message(Input(session), "--widths", "4"));
        Assert.Contains("between 1 and 8", Message(Input(session), "--widths", "9,2"));
        Assert.Contains("no samples", Message(session.Array<float>("empty.npy", [], 0, 30), "--widths", "4,2"));
        Assert.False(Directory.Exists(session.At("out")));
    }

    [Fact]
    public void NetworksOfOneSpecShareTheirCode()
    {
        using var networks = new CompiledNetworks();
        var spec = SpecReader.Read(CommandSession.Tiny, "tiny.net.yaml").Spec!;

        var (first, second) = (networks.Create<float>(spec).Network, networks.Create<float>(spec).Network);

        Assert.NotSame(first, second);
        Assert.Same(first.GetType(), second.GetType());
        first.Parameters.Write("dense1.bias", [1, 2]);
        Assert.Equal([0, 0], second.Parameters.Read("dense1.bias"));
    }

    [Fact]
    public void TheCodeOfTheLastSixteenSpecsIsKept()
    {
        using var networks = new CompiledNetworks();
        Type Class(int outputs) => networks.Create<float>(SpecReader.Read(CommandSession.Tiny.Replace("dense: 2", $"dense: {outputs}"), "tiny.net.yaml").Spec!).Network.GetType();

        var (first, second) = (Class(1), Class(2));
        for (var outputs = 3; outputs <= 16; outputs++) Class(outputs);

        Assert.Same(first, Class(1));
        Class(17);
        Assert.Same(first, Class(1));
        Assert.NotSame(second, Class(2));
    }

    [Fact]
    public void NoNetworkIsKeptWithItsCode()
    {
        using var networks = new CompiledNetworks();

        var network = MakeAndForget(networks);

        for (var i = 0; i < 10 && network.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(network.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference MakeAndForget(CompiledNetworks networks) =>
        new(networks.Create<float>(SpecReader.Read(CommandSession.Tiny, "tiny.net.yaml").Spec!).Network);

    private static string Input(CommandSession session)
    {
        var random = new RandomSource(5);
        return session.Array("x.npy", Enumerable.Range(0, 6000).Select(_ => (float)random.NextGaussian()).ToArray(), 200, 30);
    }
}
