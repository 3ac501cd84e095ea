using NetSpec.Pruning;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

public sealed class TieTests
{
    private static readonly NetworkSpec Autoencoder = Networks.Spec("""
        name: Auto
        input: 6
        layers:
          - { dense: 10, activation: relu }
          - { dense: 7, activation: tanh, name: inner }
          - { dense: 10, activation: relu, tie: { layer: inner, transpose: true, negate: true }, name: back }
          - dense: 6
        """);

    private static PruneResult Prune(PruneOptions options) =>
        Networks.Prune(Autoencoder, Networks.Weights(Autoencoder, 91), Networks.Source(Networks.Samples(400, 6, 92), 6), options);

    [Fact]
    public void A_tie_is_dissolved_by_default_and_the_report_says_so()
    {
        var result = Prune(new() { Widths = WidthChoice.Given(7, 5, 8) });
        Assert.Null(((Dense)result.Spec.Layers[2]).Tie);
        Assert.Equal([8L, 5L], result.Weights["back.weight"].Shape);
        Assert.Contains(result.Report.Notes, n => n.Contains("'back' has a weight of its own", StringComparison.Ordinal));
        var subset = Prune(new() { Widths = WidthChoice.Given(7, 5, 8), Reconstruct = Reconstruction.None });
        Assert.True(result.Report.Expected.Loss < subset.Report.Expected.Loss);
    }

    [Fact]
    public void Dissolved_without_any_cut_to_units_the_network_is_the_same()
    {
        var result = Prune(new() { Widths = WidthChoice.Given(10, 7, 10), Reconstruct = Reconstruction.None });
        Assert.NotNull(((Dense)result.Spec.Layers[2]).Tie);
        Assert.Equal(0, result.Report.Expected.Loss);
    }

    [Fact]
    public void A_kept_tie_couples_both_sides_and_takes_the_subset_only()
    {
        var result = Prune(new() { Widths = WidthChoice.Given(6, 4), KeepTies = true });
        Assert.Equal(["dense1", "back"], result.Report.Groups[0].Members);
        Assert.Equal([6, 4, 6], result.Spec.Layers.Take(3).Select(l => ((Dense)l).Units));
        Assert.NotNull(((Dense)result.Spec.Layers[2]).Tie);
        Assert.DoesNotContain("back.weight", result.Weights.Names);
        var (rows, columns) = (result.Report.Groups[1].Kept, result.Report.Groups[0].Kept);
        var (from, to) = (Networks.Weights(Autoencoder, 91)["inner.weight"].ToDoubles(), result.Weights["inner.weight"].ToDoubles());
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 6; j++) Assert.Equal(from[(rows[i] * 10) + columns[j]], to[(i * 6) + j]);
        }
        var methods = result.Report.Groups.SelectMany(g => g.Readers).DistinctBy(r => r.Layer).ToDictionary(r => r.Layer, r => r.Method);
        Assert.Equal((Reconstruction.None, Reconstruction.None, Reconstruction.Refit), (methods["inner"], methods["back"], methods["dense4"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_budget_takes_ties_into_account(bool keepTies)
    {
        var result = Prune(new() { Widths = WidthChoice.Budget(BudgetKind.Parameters, 150), KeepTies = keepTies });
        Assert.InRange(SpecAnalysis.Resolve(result.Spec).ParameterCount, 120, 150);
    }
}
