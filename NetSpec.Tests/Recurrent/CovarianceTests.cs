using NetSpec.Runtime;

namespace NetSpec.Tests.Recurrent;

/// <summary>Covariances of hidden units run over samples and steps, whatever a layer returns.</summary>
public class CovarianceTests
{
    private const int Steps = 6, Features = 3, Units = 5, Samples = 70;

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void OfStatesAreOverSamplesAndSteps(string kind)
    {
        // The same layer twice: one shows every state, the other the last one; what follows must not change what is measured.
        using var sequence = Specs.Compile<double>(Specs.Of(Steps, Features, Specs.Layer(kind, Units, sequence: true)), VectorPath.Auto);
        using var last = Specs.Compile<double>(Specs.Of(Steps, Features, Specs.Layer(kind, Units, sequence: false, ", activation: silu")), VectorPath.Auto);
        foreach (var parameter in sequence.Network.Info.Parameters)
            last.Network.Parameters.Write(parameter.Name, sequence.Network.Parameters.Read(parameter.Name));
        var input = Specs.Values<double>(Samples * Steps * Features);
        var states = new double[Samples * Steps * Units];
        sequence.Network.Forward(input, states);

        var path = kind + "1";
        var own = new CovarianceSet(sequence.Network.Info, layer => layer.Path == path, wantsStates: layer => layer.HasStates);
        var kept = new CovarianceSet(last.Network.Info, wantsStates: layer => layer.HasStates);
        foreach (var part in new[] { 0..(31 * Steps * Features), (31 * Steps * Features)..input.Length })
        {
            sequence.Network.AccumulateCovariance(input.AsSpan(part), own);
            last.Network.AccumulateCovariance(input.AsSpan(part), kept);
        }
        foreach (var moments in new[] { own[path], own[path + ".states"], kept[path + ".states"] })
        {
            Assert.Equal(Samples * Steps, moments.Count);
            AssertMoments(moments, states);
        }

        // The layer's own covariance stays that of what it returns, one row a sample, activation included.
        var output = new double[Samples * Units];
        last.Network.Forward(input, output);
        Assert.Equal(Samples, kept[path].Count);
        AssertMoments(kept[path], output);
        Assert.Equal([path], new CovarianceSet(last.Network.Info).Layers);
        Assert.Empty(new CovarianceSet(sequence.Network.Info).Layers);
    }

    private static void AssertMoments(Moments moments, double[] rows)
    {
        var count = rows.Length / Units;
        var (uncentered, centered, mean) = (moments.Covariance(centered: false), moments.Covariance(centered: true), moments.Mean());
        for (var i = 0; i < Units; i++)
        {
            Assert.Equal(Enumerable.Range(0, count).Average(r => rows[(r * Units) + i]), mean[i], 1e-13);
            for (var j = 0; j < Units; j++)
            {
                var expected = Enumerable.Range(0, count).Average(r => rows[(r * Units) + i] * rows[(r * Units) + j]);
                Assert.Equal(expected, uncentered[i, j], 1e-13);
                Assert.Equal(expected - (mean[i] * mean[j]), centered[i, j], 1e-13);
            }
        }
    }

    [Fact]
    public void TakeNoMoreMemoryForMoreSamplesOrSteps()
    {
        using var compiled = Specs.Compile<float>(
            Specs.Of(Steps, Features, Specs.Layer("gru", 33, sequence: true), Specs.Layer("lstm", 20, sequence: false)), VectorPath.Auto);
        var moments = new CovarianceSet(compiled.Network.Info, _ => true, wantsStates: _ => true);
        Assert.Equal(["gru1", "gru1.states", "lstm1", "lstm1.states"], moments.Layers);
        var input = Specs.Values<float>(500 * Steps * Features);
        // Nothing but the list of what is wanted, which has the same length for any input.
        var one = Allocations.Of(() => compiled.Network.AccumulateCovariance(input.AsSpan(0, Steps * Features), moments));
        Assert.Equal(one, Allocations.Of(() => compiled.Network.AccumulateCovariance(input, moments)));
    }
}
