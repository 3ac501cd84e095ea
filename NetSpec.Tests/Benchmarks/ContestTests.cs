using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Benchmarks;

public class ContestTests
{
    private static readonly PeerNetwork _network = PeerNetwork.Chain("small", [4, 3, 1], Work.Batched(2, ("echo", 2)), Work.Train(2));

    [Fact]
    public void APeerThatGivesTheSameIsTimed()
    {
        var result = Assert.Single(Run(_network.Works[0], change: 0));

        Assert.Equal(("small", "batch2", 1, "echo"), result.Key);
        Assert.Equal(2, result.Goal);
        Assert.True(result.Ratio > 0 && result.Low <= result.Ratio && result.Ratio <= result.High && result.Share > 0);
    }

    [Fact]
    public void APeerThatGivesSomethingElseIsNotTimed() => Assert.Empty(Run(_network.Works[0], change: 0.1f));

    [Fact]
    public void TrainingComparesGradients() => Assert.Single(Run(_network.Works[1], change: 0));

    [Theory]
    [InlineData(new float[] { 1, 2 }, new float[] { 1, 2 }, 0)]
    [InlineData(new float[] { 1, 2 }, new float[] { 1, 4 }, 0.5)]
    [InlineData(new float[] { 1 }, new float[] { 1, 2 }, double.PositiveInfinity)]
    [InlineData(new[] { float.NaN }, new float[] { 1 }, double.PositiveInfinity)]
    public void AnErrorIsAShareOfTheLargestValue(float[] mine, float[] theirs, double error) => Assert.Equal(error, Comparison.Error(mine, theirs));

    [Fact]
    public void ASparseSampleIsOneInFive()
    {
        const string Spec = "netspec: 1\nname: Wide\ninput: 5000\nlayers: [{ dense: 1 }]\n";
        using var compiled = SpecCompiler.Compile<float>(Spec, "x.net.yaml");
        var network = (INetwork)compiled.Network;
        Assert.Equal("sparse", Work.Sparse().Name);
        Assert.InRange(Count(Work.Sparse()), 900, 1100);
        Assert.Equal(5000, Count(Work.Single()));

        int Count(Work work)
        {
            using var input = Assignment.Of(network, PeerGraph.Of(Spec, network), work, 1).Input;
            return input.Span.ToArray().Count(v => v != 0);
        }
    }

    private static IReadOnlyList<PeerResult> Run(Work work, float change)
    {
        using var compiled = SpecCompiler.Compile<float>(_network.Spec, "x.net.yaml");
        PeerWeights.Fill(compiled.Network.Parameters);
        var network = (INetwork)compiled.Network;
        return Contest.Run(_network, Assignment.Of(network, PeerGraph.Of(_network.Spec, network), work, 1), [new Echo(change)], quick: true);
    }

    // NetSpec again under another name, its results changed.
    private sealed class Echo(float change) : IPeer
    {
        public string Name => "echo";

        public string Version => "1";

        public TimedWork Prepare(Assignment assignment) => new Changed(NetSpecWork.Prepare(assignment), change);

        public void Dispose()
        {
        }
    }

    private sealed class Changed(TimedWork work, float change) : TimedWork
    {
        public override float[] Result => [.. work.Result!.Select(v => v + change)];

        public override double Seconds(int calls, Clock clock) => work.Seconds(calls, clock);

        public override void Dispose() => work.Dispose();
    }
}
