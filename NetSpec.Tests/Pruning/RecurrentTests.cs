using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Pruning hidden units: rows in every gate, columns of the recurrent matrix, a readout on its own rollout.</summary>
public sealed class RecurrentTests
{
    public static TheoryData<string, string> Kinds => new()
    {
        { "rnn", "last" },
        { "rnn", "sequence" },
        { "gru", "last" },
        { "gru", "sequence" },
        { "lstm", "last" },
        { "lstm", "sequence" },
    };

    private static NetworkSpec Spec(string kind, string returns, string first = "") =>
        Networks.Spec($"name: Recurrent\ninput: [5, 3]\nlayers:\n{first}  - {{ {kind}: 8, return: {returns} }}\n  - dense: 2\n");

    private static PruneResult Prune(NetworkSpec spec, NamedTensors weights, PruneOptions options) =>
        Networks.Prune(spec, weights, Networks.Source(Networks.Samples(300, 15, 21), 15), options);

    // The last two units of each gate repeat the first two.
    private static void Repeat(NamedTensors weights, string layer, int gates)
    {
        foreach (var suffix in (string[])["weight_ih", "weight_hh", "bias_ih", "bias_hh"])
        {
            var values = ((Tensor<double>)weights[$"{layer}.{suffix}"]).Values;
            var row = values.Length / (gates * 8);
            for (var gate = 0; gate < gates; gate++)
                Array.Copy(values, gate * 8 * row, values, ((gate * 8) + 6) * row, 2 * row);
        }
    }

    private static int Gates(string kind) => kind switch { "rnn" => 1, "gru" => 3, _ => 4 };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Folding_repeated_units_changes_nothing(string kind, string returns)
    {
        var spec = Spec(kind, returns);
        var weights = Networks.Weights(spec, 22);
        Repeat(weights, kind + "1", Gates(kind));
        var result = Prune(spec, weights, new() { Widths = WidthChoice.Given(6), Reconstruct = Reconstruction.Fold });
        Assert.Equal(6, ((NetSpec.Spec.Recurrent)result.Spec.Layers[0]).Units);
        Assert.Equal([$"{kind}1.weight_hh", "dense1"], result.Report.Groups[0].Readers.Select(r => r.Layer));
        var fresh = Networks.Samples(60, 15, 23);
        var (actual, expected) = (Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh));
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs), 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_subset_equals_the_parent_masked_by_hand(string kind, string returns)
    {
        var spec = Spec(kind, returns);
        var weights = Networks.Weights(spec, 24);
        var result = Prune(spec, weights, new() { Widths = WidthChoice.Given(5), Reconstruct = Reconstruction.None });
        var masked = Networks.Weights(spec, 24);
        foreach (var unit in Enumerable.Range(0, 8).Except(result.Report.Groups[0].Kept))
        {
            foreach (var name in (string[])[$"{kind}1.weight_hh", "dense1.weight"])
            {
                var values = ((Tensor<double>)masked[name]).Values;
                for (var i = unit; i < values.Length; i += 8) values[i] = 0;
            }
        }
        var fresh = Networks.Samples(60, 15, 25);
        var (actual, expected) = (Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, masked, fresh));
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs), 0, 1e-12);
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("gru")]
    [InlineData("lstm")]
    public void The_readout_is_refitted_on_the_pruned_networks_own_states(string kind)
    {
        double Lost(Reconstruction way)
        {
            var sum = 0.0;
            for (var seed = 30UL; seed < 33; seed++)
            {
                var spec = Spec(kind, "last", "  - { dense: 6, activation: tanh }\n");
                var weights = Networks.Weights(spec, seed);
                var result = Prune(spec, weights, new() { Widths = WidthChoice.Given(5, 5), Reconstruct = way });
                var fresh = Networks.Samples(100, 15, seed + 10);
                sum += Networks.Distance(Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh));
            }
            return sum;
        }
        var (refit, fold, subset) = (Lost(Reconstruction.Refit), Lost(Reconstruction.Fold), Lost(Reconstruction.None));
        Assert.True(refit < fold && fold < subset, $"refit {refit}, fold {fold}, subset {subset}");
    }

    [Fact]
    public void Stacked_layers_fold_their_matrices_and_refit_what_they_read()
    {
        var spec = Spec("lstm", "last", "  - { gru: 8, return: sequence }\n");
        var result = Prune(spec, Networks.Weights(spec, 40), new() { Widths = WidthChoice.Given(6, 6) });
        var methods = result.Report.Groups.SelectMany(g => g.Readers).ToDictionary(r => r.Layer, r => r.Method);
        Assert.Equal(
            (Reconstruction.Fold, Reconstruction.Refit, Reconstruction.Fold, Reconstruction.Refit),
            (methods["gru1.weight_hh"], methods["lstm1"], methods["lstm1.weight_hh"], methods["dense1"]));
        Assert.Equal([24L, 6L], result.Weights["lstm1.weight_ih"].Shape);
        Assert.Equal([18L], result.Weights["gru1.bias_hh"].Shape);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.8);
        var alone = Prune(spec, Networks.Weights(spec, 40), new() { Widths = WidthChoice.Budget(BudgetKind.Parameters, 600), Criterion = Criterion.Spectral });
        Assert.InRange(SpecAnalysis.Resolve(alone.Spec).ParameterCount, 450, 600);
    }

    [Theory]
    [InlineData("rnn", "last")]
    [InlineData("gru", "sequence")]
    [InlineData("lstm", "last")]
    public void Compiled_networks_are_pruned_as_interpreted_ones(string kind, string returns)
    {
        using var compiled = new Compiled();
        var spec = Spec(kind, returns, "  - { conv1d: 4, kernel: 2, padding: causal, activation: tanh }\n");
        var weights = Networks.Weights(spec, 61);
        var result = compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(3, 6) });
        Assert.Equal([3, 6], result.Report.After.Widths);
        Assert.Equal(
            [Reconstruction.Fold, Reconstruction.Refit],
            result.Report.Groups[1].Readers.Select(r => r.Method));
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.8);

        var plain = Spec(kind, returns);
        weights = Networks.Weights(plain, 62);
        var options = new PruneOptions { Widths = WidthChoice.Given(6) };
        var (first, second) = (compiled.Prune(plain, weights, options, samples: 300), Networks.Prune(plain, weights, Networks.Source(Networks.Samples(300, 15, 7), 15), options));
        Assert.Equal(second.Report.Groups[0].Kept, first.Report.Groups[0].Kept);
        var fresh = Networks.Samples(40, 15, 63);
        var (actual, expected) = (compiled.Run(first.Spec, first.Weights, fresh), Networks.Run(second.Spec, second.Weights, fresh));
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)), 0, 1e-8);
    }
}
