using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Grouped kernels: as many units of each group are kept, and each group is made up for from its own units.</summary>
public sealed class GroupedTests(GroupedTests.Shared shared) : IClassFixture<GroupedTests.Shared>
{
    // Six channels in two groups of three, eight filters in two groups of four; a sum whose sides both read them.
    private static readonly NetworkSpec Image = Networks.Spec("""
        name: Grouped
        input: [2, 6, 5]
        layers:
          - { conv2d: 6, kernel: 2, activation: relu }
          - batchnorm:
          - { conv2d: 8, kernel: [3, 2], padding: 1, groups: 2, activation: relu }
          - { conv2d: 4, kernel: 2, activation: tanh }
          - flatten:
          - dense: 3
        """);

    private static readonly NetworkSpec Sequence = Networks.Spec("""
        name: GroupedSteps
        input: [7, 3]
        layers:
          - { conv1d: 9, kernel: 2, padding: causal, activation: tanh }
          - residual:
              body:
                - { conv1d: 9, kernel: 3, padding: same, groups: 3, bias: false }
          - { dense: 4, activation: relu }
          - global_avgpool:
          - dense: 2
        """);

    /// <summary>Each network is compiled once.</summary>
    public sealed class Shared : IDisposable
    {
        internal Compiled Compiled { get; } = new();

        public void Dispose() => Compiled.Dispose();
    }

    private static double Difference(double[] actual, double[] expected) =>
        actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs);

    // In every run of units the last repeats the first, so that one can go.
    private static void Repeat(NamedTensors weights, string layer, int run)
    {
        foreach (var name in weights.Names.Where(n => n[..n.LastIndexOf('.')] == layer))
        {
            var values = ((Tensor<double>)weights[name]).Values;
            var row = values.Length / (int)weights[name].Shape[0];
            for (var first = 0; first < weights[name].Shape[0]; first += run)
                Array.Copy(values, first * row, values, (first + run - 1) * row, row);
        }
    }

    [Fact]
    public void Folding_repeated_units_changes_nothing()
    {
        var weights = Compiled.Weights(Image, 71);
        Repeat(weights, "conv2d1", 3);
        Repeat(weights, "batchnorm1", 3);
        Repeat(weights, "conv2d2", 4);
        var result = shared.Compiled.Prune(Image, weights, new() { Widths = WidthChoice.Given(4, 6, 4), Reconstruct = Reconstruction.Fold });
        Assert.Equal([4, 6, 4], result.Report.After.Widths);
        Assert.Equal([6L, 2L, 3L, 2L], result.Weights["conv2d2.weight"].Shape);
        Assert.Equal((2, 2), (result.Report.Groups[0].Kept.Count(u => u < 3), result.Report.Groups[0].Kept.Count(u => u >= 3)));
        var fresh = Networks.Samples(40, 60, 72);
        Assert.InRange(Difference(shared.Compiled.Run(result.Spec, result.Weights, fresh), shared.Compiled.Run(Image, weights, fresh)), 0, 1e-12);
        Assert.InRange(result.Report.Groups[0].HeldOutError, 0, 1e-14);

        weights = Compiled.Weights(Sequence, 73);
        Repeat(weights, "conv1d1", 3);
        Repeat(weights, "residual1.conv1d1", 3);
        result = shared.Compiled.Prune(Sequence, weights, new() { Widths = WidthChoice.Given(6, 4), Reconstruct = Reconstruction.Fold });
        Assert.Equal([6L, 2L, 3L], result.Weights["residual1.conv1d1.weight"].Shape);
        fresh = Networks.Samples(40, 21, 74);
        Assert.InRange(Difference(shared.Compiled.Run(result.Spec, result.Weights, fresh), shared.Compiled.Run(Sequence, weights, fresh)), 0, 1e-12);
    }

    [Fact]
    public void A_fold_equals_the_parent_with_every_group_replaced_by_mixtures_of_its_own_kept_units()
    {
        var weights = Compiled.Weights(Image, 75);
        var options = new PruneOptions { Widths = WidthChoice.Given(4, 8, 4), Reconstruct = Reconstruction.Fold, Theta = 1 };
        var samples = Networks.Samples(120, 60, 7);
        var result = shared.Compiled.Prune(Image, weights, options);
        var kept = result.Report.Groups[0].Kept;

        // What the batch-norm gives, by an observer of the parent; then W A and b + W (mu - A mu_J), in plain loops, group by group.
        using var handle = shared.Compiled.Factory.Create<double>(Image);
        NetSpec.Runtime.Weights.Load(handle.Network.Parameters, weights);
        var rows = new RowCollector<double>("batchnorm1");
        handle.Network.Observe(Array.ConvertAll(samples, v => (double)v), rows);
        var units = rows.ToMatrix();
        var by = Compiled.Weights(Image, 75);
        var (weight, bias) = (((Tensor<double>)by["conv2d2.weight"]).Values, ((Tensor<double>)by["conv2d2.bias"]).Values);
        for (var group = 0; group < 2; group++)
        {
            int[] own = [.. kept.Where(u => u / 3 == group)];
            Assert.Equal(2, own.Length);
            var dropped = Enumerable.Range(group * 3, 3).Single(u => !own.Contains(u));
            var (mixture, lost) = Regress(units, dropped, own);
            for (var filter = group * 4; filter < (group + 1) * 4; filter++)
            {
                for (var tap = 0; tap < 6; tap++)
                {
                    ref var read = ref weight[(((filter * 3) + (dropped % 3)) * 6) + tap];
                    for (var k = 0; k < 2; k++) weight[(((filter * 3) + (own[k] % 3)) * 6) + tap] += read * mixture[k];
                    bias[filter] += read * lost;
                    read = 0;
                }
            }
        }
        var fresh = Networks.Samples(40, 60, 76);
        Assert.InRange(Difference(shared.Compiled.Run(result.Spec, result.Weights, fresh), shared.Compiled.Run(Image, by, fresh)), 0, 1e-9);
    }

    // The unit as a mixture of two others, and what is left of its mean.
    private static (double[] Mixture, double Lost) Regress(double[,] rows, int unit, int[] by)
    {
        var count = rows.GetLength(0);
        double Mean(int u) => Enumerable.Range(0, count).Average(i => rows[i, u]);
        double Covariance(int u, int v)
        {
            var (a, b) = (Mean(u), Mean(v));
            return Enumerable.Range(0, count).Average(i => (rows[i, u] - a) * (rows[i, v] - b));
        }
        var (s, t, c) = (Covariance(by[0], by[0]), Covariance(by[1], by[1]), Covariance(by[0], by[1]));
        var (p, q) = (Covariance(unit, by[0]), Covariance(unit, by[1]));
        double[] mixture = [((p * t) - (q * c)) / ((s * t) - (c * c)), ((q * s) - (p * c)) / ((s * t) - (c * c))];
        return (mixture, Mean(unit) - (mixture[0] * Mean(by[0])) - (mixture[1] * Mean(by[1])));
    }

    [Fact]
    public void A_refit_solves_each_group_and_loses_less_than_the_subset()
    {
        foreach (var (spec, widths) in new[] { (Image, (int[])[4, 6, 3]), (Sequence, [6, 3]) })
        {
            var (weights, size) = (Compiled.Weights(spec, 77), (int)spec.Input.Size);
            var fresh = Networks.Samples(100, size, 78);
            var expected = shared.Compiled.Run(spec, weights, fresh);
            double Lost(Reconstruction way, out PruneResult result)
            {
                result = shared.Compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(widths), Reconstruct = way }, samples: 300);
                return Networks.Distance(shared.Compiled.Run(result.Spec, result.Weights, fresh), expected);
            }
            var (refit, subset) = (Lost(Reconstruction.Refit, out var refitted), Lost(Reconstruction.None, out _));
            Assert.True(refit < subset, $"refit {refit}, subset {subset}");
            Assert.All(refitted.Report.Groups.SelectMany(g => g.Readers), r => Assert.Equal(Reconstruction.Refit, r.Method));
        }
    }

    [Fact]
    public void The_other_ways_to_choose_widths_keep_as_many_of_each_group()
    {
        var weights = Compiled.Weights(Image, 79);
        var least = SpecAnalysis.Resolve(Image).ParameterCount;
        foreach (var choice in (WidthChoice[])[WidthChoice.Alpha(0.7), WidthChoice.Budget(BudgetKind.Parameters, least / 2.0), WidthChoice.DegreesOfFreedom(200)])
        {
            var result = shared.Compiled.Prune(Image, weights, new() { Widths = choice, Reconstruct = Reconstruction.Fold });
            Assert.All(result.Report.Groups.Take(2), g => Assert.Equal(g.After / 2, g.Kept.Count(u => u < g.Before / 2)));
        }
        foreach (var criterion in (Criterion[])[Criterion.Magnitude, Criterion.Random])
        {
            var result = shared.Compiled.Prune(
                Image, weights, new() { Widths = WidthChoice.Given(2, 4, 4), Criterion = criterion, Reconstruct = Reconstruction.None });
            Assert.All(result.Report.Groups.Take(2), g => Assert.Equal(g.After / 2, g.Kept.Count(u => u < g.Before / 2)));
        }
    }

    [Fact]
    public void A_run_of_dead_units_gives_as_many_as_the_others()
    {
        var weights = Compiled.Weights(Image, 80);
        foreach (var name in (string[])["conv2d1.weight", "conv2d1.bias"])
        {
            var values = ((Tensor<double>)weights[name]).Values;
            Array.Clear(values, 0, values.Length / 2);
        }
        var result = shared.Compiled.Prune(Image, weights, new() { Widths = WidthChoice.Given(4, 8, 4), Reconstruct = Reconstruction.Fold });
        Assert.Equal([0, 1], result.Report.Groups[0].Kept.Where(u => u < 3));
        var fresh = Networks.Samples(20, 60, 81);
        Assert.All(shared.Compiled.Run(result.Spec, result.Weights, fresh), v => Assert.True(double.IsFinite(v)));
    }

    [Theory]
    [InlineData(1, "The width 1 of 'conv2d1' keeps fewer units than groups: 'conv2d2' works on them in 2 groups, and each keeps one at least.")]
    [InlineData(5, "The width 5 of 'conv2d1' is no multiple of 2: 'conv2d2' works on them in 2 groups, and each keeps as many as the others.")]
    public void Widths_that_the_groups_cannot_share_are_refused(int width, string message)
    {
        var refusal = Assert.Throws<InputException>(
            () => shared.Compiled.Prune(Image, Compiled.Weights(Image, 82), new() { Widths = WidthChoice.Given(width, 8, 4) }));
        Assert.Equal(message, refusal.Message);
    }
}
