using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Which units are kept, and what follows them.</summary>
public sealed class PrunedUnitsTests
{
    [Fact]
    public void A_group_of_dead_units_keeps_one()
    {
        var spec = Networks.Mlp(4, [5, 6], 2);
        var weights = Networks.Weights(spec, 76);
        Array.Clear(((Tensor<double>)weights["dense2.weight"]).Values);
        Array.Fill(((Tensor<double>)weights["dense2.bias"]).Values, -1);
        var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(150, 4, 77), 4), new() { Widths = WidthChoice.Given(3, 4) });
        Assert.Equal((1, 0), (result.Report.Groups[1].After, result.Report.Groups[1].Rank));
        Assert.Contains("dead", Assert.Single(result.Report.Groups[1].Notes), StringComparison.Ordinal);
        Assert.Equal(1, ((Dense)result.Spec.Layers[1]).Units);
        var inputs = Networks.Samples(50, 4, 78);
        var (actual, expected) = (Networks.Run(result.Spec, result.Weights, inputs), Networks.Run(spec, weights, inputs));
        Assert.All(actual.Zip(expected), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Constants_and_norms_follow_their_units()
    {
        var spec = Networks.Spec("""
            name: Followed
            input: 4
            layers:
              - normalize: { mean: [0.1, 0.2, 0.3, 0.4], std: 2 }
              - { dense: 12, activation: relu }
              - layernorm:
              - normalize: { mean: 0, std: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] }
              - dense: 2
            """);
        var result = Networks.Prune(spec, new() { Widths = WidthChoice.Given(7) });
        var kept = result.Report.Groups[0].Kept;
        Assert.Equal(kept.Select(i => i + 1.0), ((Normalize)result.Spec.Layers[3]).Std);
        Assert.Equal(spec.Layers[0], result.Spec.Layers[0]);
        Assert.Equal([7L], result.Weights["layernorm1.weight"].Shape);
        Assert.InRange(result.Report.Expected.Loss, 0, 0.5);
        var subset = Networks.Prune(spec, new() { Widths = WidthChoice.Given(7), Reconstruct = Reconstruction.None });
        Assert.True(result.Report.Expected.Loss < subset.Report.Expected.Loss);
    }

    [Fact]
    public void Inputs_are_pruned_when_that_is_asked_for()
    {
        var spec = Networks.Spec("name: Wide\ninput: 6\nlayers:\n  - normalize: { mean: [1, 2, 3, 4, 5, 6], std: 2 }\n  - { dense: 8, activation: relu }\n  - dense: 2\n");
        var result = Networks.Prune(spec, new() { Widths = WidthChoice.Given(4, 5), PruneInputs = true });
        var kept = result.Report.Groups[0].Kept;
        Assert.Equal(("input", 4), (result.Report.Groups[0].Name, kept.Count));
        Assert.Equal(new Shape(4), result.Spec.Input);
        Assert.Equal(kept.Select(i => i + 1.0), ((Normalize)result.Spec.Layers[0]).Mean);
        Assert.Equal([5L, 4L], result.Weights["dense1.weight"].Shape);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.9);
        Assert.Contains("takes 1 widths", Networks.Refusal(spec, new() { Widths = WidthChoice.Given(4, 5) }), StringComparison.Ordinal);
        Assert.Contains("no incoming weights", Networks.Refusal(spec, new() { Widths = WidthChoice.Given(4, 5), PruneInputs = true, Criterion = Criterion.Magnitude }), StringComparison.Ordinal);
    }

    [Fact]
    public void Sequences_are_pruned_step_by_step()
    {
        var spec = Networks.Spec("name: Steps\ninput: [3, 4]\nlayers:\n  - { dense: 10, activation: relu }\n  - dense: 2\n");
        var samples = Networks.Source(Networks.Samples(200, 12, 79), 12);
        var result = Networks.Prune(spec, Networks.Weights(spec, 80), samples, new() { Widths = WidthChoice.Given(6) });
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.5);
        result = Networks.Prune(spec, Networks.Weights(spec, 80), samples, new() { Widths = WidthChoice.Given(3, 6), PruneInputs = true });
        Assert.Equal(new Shape(3, 3), result.Spec.Input);
        Assert.InRange(result.Report.Expected.Loss, 1e-6, 0.9);
    }

    [Fact]
    public void Criteria_rank_as_they_say()
    {
        var spec = Networks.Mlp(5, [12], 3);
        var weights = Networks.Weights(spec, 81);
        var values = weights["dense1.weight"].ToDoubles();
        var options = new PruneOptions { Widths = WidthChoice.Given(4), Criterion = Criterion.Magnitude };
        var samples = Networks.Source(Networks.Samples(200, 5, 82), 5);
        var expected = Enumerable.Range(0, 12).OrderByDescending(i => Enumerable.Range(0, 5).Sum(j => Math.Pow(values[(i * 5) + j], 2))).Take(4);
        Assert.Equal(expected, Networks.Prune(spec, weights, samples, options).Report.Groups[0].Order);
        IReadOnlyList<int> Chance(ulong seed) =>
            Networks.Prune(spec, weights, samples, options with { Criterion = Criterion.Random, Seed = seed }).Report.Groups[0].Order;
        Assert.Equal(Chance(1), Chance(1));
        Assert.Contains(Enumerable.Range(2, 5), s => !Chance((ulong)s).SequenceEqual(Chance(1)));
    }

    [Fact]
    public void Every_kind_of_the_language_that_can_be_built_has_its_entry()
    {
        var keywords = LayerPrunings.All.Select(p => p.Keyword).ToList();
        Assert.Equal(keywords.Distinct(), keywords);
        Assert.All(keywords, k => Assert.Contains(LayerKinds.All, kind => kind.Keyword == k));
    }
}
