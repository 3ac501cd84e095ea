using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

public sealed class ReconstructionTests
{
    private static double Lost(PruneOptions options, ulong seed, bool bias = true, bool asDoubles = true)
    {
        var spec = Networks.Mlp(8, [24, 16], 3, bias);
        var weights = Networks.Weights(spec, seed, asDoubles);
        var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(600, 8, seed + 1), 8), options);
        var fresh = Networks.Samples(500, 8, seed + 2);
        return Networks.Distance(Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh));
    }

    private static double Mean(PruneOptions options, bool bias = true) => Enumerable.Range(1, 6).Average(i => Lost(options, (ulong)(100 * i), bias));

    [Fact]
    public void Refit_beats_fold_and_fold_beats_the_subset_and_centring_helps()
    {
        var options = new PruneOptions { Widths = WidthChoice.Given(10, 8) };
        var refit = Mean(options);
        var fold = Mean(options with { Reconstruct = Reconstruction.Fold });
        var uncentered = Mean(options with { Reconstruct = Reconstruction.Fold, Centered = false });
        var subset = Mean(options with { Reconstruct = Reconstruction.None });
        Assert.True(refit < fold && fold < uncentered && uncentered < subset, $"refit {refit}, fold {fold}, uncentred {uncentered}, subset {subset}");
    }

    [Fact]
    public void The_spectral_choice_beats_magnitude_and_chance_however_readers_are_made_up_for()
    {
        foreach (var way in Enum.GetValues<Reconstruction>())
        {
            var options = new PruneOptions { Widths = WidthChoice.Given(10, 8), Reconstruct = way };
            var spectral = Mean(options);
            Assert.True(spectral < Mean(options with { Criterion = Criterion.Magnitude }), $"{way}");
            Assert.True(spectral < Mean(options with { Criterion = Criterion.Random }), $"{way}");
        }
    }

    [Fact]
    public void Without_biases_none_is_added_and_refit_still_helps()
    {
        var options = new PruneOptions { Widths = WidthChoice.Given(10, 8) };
        Assert.True(Mean(options, bias: false) < Mean(options with { Reconstruct = Reconstruction.None }, bias: false));
        var spec = Networks.Mlp(8, [24, 16], 3, bias: false);
        var result = Networks.Prune(
            spec, Networks.Weights(spec, 1), Networks.Source(Networks.Samples(300, 8, 2), 8), options with { Reconstruct = Reconstruction.Fold });
        Assert.Equal(["dense1.weight", "dense2.weight", "dense3.weight"], result.Weights.Names);
        Assert.All(result.Report.Groups, g => Assert.Contains("no bias", Assert.Single(g.Readers).Note, StringComparison.Ordinal));
    }

    [Fact]
    public void The_subset_keeps_weights_as_they_were()
    {
        var spec = Networks.Mlp(5, [6], 2);
        var weights = Networks.Weights(spec, 41);
        var result = Networks.Prune(
            spec, weights, Networks.Source(Networks.Samples(200, 5, 42), 5), new() { Widths = WidthChoice.Given(3), Reconstruct = Reconstruction.None });
        var kept = result.Report.Groups[0].Kept;
        var (from, to) = (weights["dense2.weight"].ToDoubles(), result.Weights["dense2.weight"].ToDoubles());
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(weights["dense1.bias"].ToDoubles()[kept[k]], result.Weights["dense1.bias"].ToDoubles()[k]);
            for (var o = 0; o < 2; o++) Assert.Equal(from[(o * 6) + kept[k]], to[(o * 3) + k]);
        }
    }

    [Fact]
    public void A_refit_above_the_input_limit_falls_back_to_fold_and_says_so()
    {
        var spec = Networks.Mlp(5, [9, 6], 2);
        var request = new PruneOptions { Widths = WidthChoice.Given(5, 3), RefitInputLimit = 4 };
        var result = Networks.Prune(spec, Networks.Weights(spec, 43), Networks.Source(Networks.Samples(200, 5, 44), 5), request);
        var reader = Assert.Single(result.Report.Groups[0].Readers);
        Assert.Equal(Reconstruction.Fold, reader.Method);
        Assert.Contains("limit of 4", reader.Note, StringComparison.Ordinal);
        Assert.Equal(Reconstruction.Refit, Assert.Single(result.Report.Groups[1].Readers).Method);
    }

    [Fact]
    public void A_given_ridge_is_the_one_that_is_used()
    {
        var spec = Networks.Mlp(5, [9], 2);
        var result = Networks.Prune(
            spec, Networks.Weights(spec, 45), Networks.Source(Networks.Samples(200, 5, 46), 5), new() { Widths = WidthChoice.Given(4), Ridge = 0.25 });
        Assert.Equal(0.25, result.Report.Groups[0].Readers[0].Ridge);
    }

    [Fact]
    public void Float_weights_stay_float_and_lose_no_more()
    {
        var options = new PruneOptions { Widths = WidthChoice.Given(10, 8) };
        var spec = Networks.Mlp(8, [24, 16], 3);
        var result = Networks.Prune(spec, Networks.Weights(spec, 47, asDoubles: false), Networks.Source(Networks.Samples(300, 8, 48), 8), options);
        Assert.All(result.Weights.Names, n => Assert.Equal(typeof(float), result.Weights[n].ElementType));
        Assert.InRange(Lost(options, 100, asDoubles: false) / Lost(options, 100), 0.9, 1.1);
    }

    [Fact]
    public void A_reader_behind_a_cut_is_refitted_even_where_it_keeps_all_its_units()
    {
        var spec = Networks.Mlp(8, [24, 16], 3);
        var result = Networks.Prune(
            spec, Networks.Weights(spec, 49), Networks.Source(Networks.Samples(400, 8, 50), 8), new() { Widths = WidthChoice.Given(8, 16) });
        Assert.Equal("dense3", Assert.Single(result.Report.Groups[1].Readers).Layer);
        Assert.InRange(result.Report.Groups[1].HeldOutError, 1e-6, 1);
    }

    [Fact]
    public void Ridge_regression_finds_a_map_that_the_moments_determine()
    {
        var random = new RandomSource(51);
        var rows = RandomProblems.Gaussian(random, 60, 5);
        for (var i = 0; i < 60; i++) rows[i, 4] = (2 * rows[i, 0]) - (3 * rows[i, 2]) + 7;
        var accumulator = new StatisticsAccumulator(5);
        accumulator.Add(rows);
        var moments = accumulator.ToStatistics();
        var solution = RidgeRegression.Solve(new(4, 1, true), [new(moments, moments)], 1e-13);
        double[] expected = [2, 0, -3, 0];
        for (var i = 0; i < 4; i++) Assert.Equal(expected[i], solution.Map.Weight[0, i], 1e-9);
        Assert.Equal(7, solution.Map.Bias![0], 1e-9);
        Assert.InRange(solution.HeldOutError, 0, 1e-15);
    }
}
