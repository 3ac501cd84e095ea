using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

/// <summary>Requests that are refused, and those that are only just enough.</summary>
public sealed class PruneRequestTests
{
    [Fact]
    public void Bad_requests_are_refused()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var weights = Networks.Weights(spec, 83);
        string With(IDataSource samples, PruneOptions? options = null) => Assert.Throws<InputException>(() => Networks.Prune(spec, weights, samples, options ?? Networks.Half)).Message;
        Assert.Contains("found 0", With(Networks.Source([], 5)), StringComparison.Ordinal);
        Assert.Contains("found 1", With(Networks.Source(new float[5], 5)), StringComparison.Ordinal);
        Assert.Contains("4 values each; Small reads 5", With(Networks.Source(new float[40], 4)), StringComparison.Ordinal);
        Assert.Contains("sample 3 holds", With(Networks.Source([.. Enumerable.Range(0, 100).Select(i => i == 17 ? float.NaN : i)], 5)), StringComparison.Ordinal);
        Assert.Contains("2 target values each", With(Networks.Source(new float[50], 5, new float[20], 2)), StringComparison.Ordinal);
        Assert.Contains("theta", With(Networks.Source(new float[50], 5), Networks.Half with { Theta = -0.1 }), StringComparison.Ordinal);
        Assert.Contains("ridge", With(Networks.Source(new float[50], 5), Networks.Half with { Ridge = double.NaN }), StringComparison.Ordinal);
        Assert.Contains("multiples", With(Networks.Source(new float[50], 5), Networks.Half with { MultipleOf = 0 }), StringComparison.Ordinal);
        var soft = Networks.Spec("name: Soft\ninput: 3\nlayers:\n  - { dense: 4, activation: softmax }\n  - dense: 2\n");
        Assert.Contains("softmax", Networks.Refusal(soft, Networks.Half), StringComparison.Ordinal);
        Assert.Contains("outputs", Networks.Refusal(Networks.Spec("name: One\ninput: 3\nlayers:\n  - dense: 4\n"), Networks.Half), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_samples_are_enough_and_few_are_remarked_on()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var result = Networks.Prune(spec, Networks.Weights(spec, 84), Networks.Source(Networks.Samples(2, 5, 85), 5), Networks.Half);
        Assert.All(result.Weights.Names, n => Assert.All(result.Weights[n].ToDoubles(), v => Assert.True(double.IsFinite(v))));
        Assert.Contains(result.Report.Notes, n => n.Contains("Only 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancelling_stops_it()
    {
        var spec = Networks.Mlp(5, [12, 8], 3);
        var request = new PruneRequest(spec, Networks.Weights(spec, 86), Networks.Source(Networks.Samples(200, 5, 87), 5), new InterpreterFactory(), Networks.Half);
        Assert.Throws<OperationCanceledException>(() => Pruner.Prune(request, cancellation: new CancellationToken(canceled: true)));
    }
}
