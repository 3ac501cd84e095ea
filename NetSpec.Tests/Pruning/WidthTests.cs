using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

public sealed class WidthTests
{
    private static readonly NetworkSpec Spec = Networks.Mlp(8, [24, 16], 3);

    private static PruneResult Prune(PruneOptions options, float[]? targets = null, NetworkSpec? spec = null) =>
        Networks.Prune(spec ?? Spec, Networks.Weights(spec ?? Spec, 61), Networks.Source(Networks.Samples(400, 8, 62), 8, targets, targets is null ? 0 : 3), options);

    private static string Refusal(PruneOptions options) => Assert.Throws<InputException>(() => Prune(options)).Message;

    [Theory]
    [InlineData(new[] { 8 }, "takes 2 widths", "dense1 (24), dense2 (16)", "found 1")]
    [InlineData(new[] { 8, 4, 2 }, "takes 2 widths", "found 3", "Small")]
    [InlineData(new[] { 0, 4 }, "'dense1'", "between 1 and 24", "found 0")]
    [InlineData(new[] { 8, 17 }, "'dense2'", "between 1 and 16", "found 17")]
    public void Wrong_widths_are_refused(int[] widths, params string[] words) =>
        Assert.All(words, w => Assert.Contains(w, Refusal(new() { Widths = WidthChoice.Given(widths) }), StringComparison.Ordinal));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Wrong_alphas_are_refused(double alpha) =>
        Assert.Contains("alpha", Refusal(new() { Widths = WidthChoice.Alpha(alpha) }), StringComparison.Ordinal);

    [Fact]
    public void Wrong_budgets_and_rhos_are_refused()
    {
        Assert.Contains("above 0", Refusal(new() { Widths = WidthChoice.Budget(BudgetKind.Macs, 0) }), StringComparison.Ordinal);
        Assert.Contains("too small", Refusal(new() { Widths = WidthChoice.Budget(BudgetKind.Parameters, 10) }), StringComparison.Ordinal);
        Assert.Contains("measure", Refusal(new() { Widths = WidthChoice.Budget(BudgetKind.Latency, 10) }), StringComparison.Ordinal);
        Assert.Contains("rho", Refusal(new() { Widths = WidthChoice.DegreesOfFreedom(-1) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Alpha_keeps_the_fewest_units_that_reach_it()
    {
        var narrow = Prune(new() { Widths = WidthChoice.Alpha(0.9) }).Report;
        Assert.All(narrow.Groups, g =>
        {
            Assert.InRange(g.After, 2, g.Before - 1);
            Assert.True(g.Score >= 0.9);
        });
        // One unit less and greedy stays below, also after its swaps would have been made.
        var given = Prune(new() { Widths = WidthChoice.Given([.. narrow.Groups.Select(g => g.After - 1)]) }).Report;
        Assert.All(given.Groups, g => Assert.True(g.Scores[^1] < 0.91));
        Assert.All(narrow.Groups.Zip(Prune(new() { Widths = WidthChoice.Alpha(0.99) }).Report.Groups), p => Assert.True(p.First.After < p.Second.After));
        Assert.All(Prune(new() { Widths = WidthChoice.Alpha(0.9), MultipleOf = 8 }).Report.Groups, g => Assert.Equal(0, g.After % 8));
    }

    [Theory]
    [InlineData(BudgetKind.Parameters, 300)]
    [InlineData(BudgetKind.Macs, 250)]
    [InlineData(BudgetKind.Parameters, 100_000)]
    public void A_budget_is_kept_and_used_up(BudgetKind kind, double limit)
    {
        var targets = Networks.Samples(400, 3, 63);
        var result = Prune(new() { Widths = WidthChoice.Budget(kind, limit) }, targets);
        var size = SpecAnalysis.Resolve(result.Spec);
        var (spent, whole) = kind == BudgetKind.Macs ? (size.Macs, 24 * 8 + 24 * 16 + 48) : (size.ParameterCount, SpecAnalysis.Resolve(Spec).ParameterCount);
        Assert.InRange(spent, Math.Min(0.9 * limit, whole), limit);
        Assert.Contains(result.Report.Notes, n => n.Contains("predicted added loss", StringComparison.Ordinal));
        Assert.Equal((result.Report.After.Parameters, result.Report.After.Macs), (size.ParameterCount, size.Macs));
        Assert.Null(result.Report.Expected.Accuracy);
    }

    [Fact]
    public void A_budget_in_multiples_gives_multiples()
    {
        var result = Prune(new() { Widths = WidthChoice.Budget(BudgetKind.Macs, 350), MultipleOf = 8 });
        Assert.All(result.Report.Groups, g => Assert.Equal(0, g.After % 8));
        Assert.InRange(SpecAnalysis.Resolve(result.Spec).Macs, 100, 350);
    }

    [Fact]
    public void The_cost_model_is_exact_at_any_widths()
    {
        var graph = PruningGraph.Build(Spec, new() { Widths = WidthChoice.Given() });
        var cost = CostModel.Of(graph, n => n.ParameterCount);
        Assert.True(cost.IsChain);
        foreach (var (a, b) in new[] { (1, 1), (24, 16), (5, 11), (17, 2) })
            Assert.Equal(ResizedSpec.Resolve(graph, [a, b]).ParameterCount, cost.At(new[] { a, b }));
        // Curvature, and more than neighbours.
        var other = CostModel.Of([5, 1, 2, 4], n => 3 + (2 * n[0] * n[0]) + (7 * n[0] * n[3]) + n[2] + (5 * n[1]));
        Assert.False(other.IsChain);
        Assert.Equal(3 + (2 * 16) + (7 * 4 * 3) + 2 + 5, other.At(new[] { 4, 1, 2, 3 }));
    }

    [Fact]
    public void Both_searches_against_all_widths()
    {
        var random = new RandomSource(64);
        var (worstChain, worstGraph) = (0.0, 0.0);
        for (var trial = 0; trial < 20; trial++)
        {
            int[] sizes = [7, 6, 5];
            double[][] curves = [.. sizes.Select(size => Curve(random, size))];
            int[][] allowed = [.. sizes.Select(s => Enumerable.Range(1, s).ToArray())];
            var chain = CostModel.Of(sizes, n => 4 + (3 * n[0]) + (n[0] * n[1]) + (n[1] * n[2]) + (2 * n[2]));
            var graph = CostModel.Of(sizes, n => (3 * n[0]) + (n[0] * n[1]) + (n[1] * n[2]) + (n[0] * n[2]));
            worstChain = Math.Max(worstChain, Excess(chain, curves, allowed, 60));
            worstGraph = Math.Max(worstGraph, Excess(graph, curves, allowed, 60));
        }
        Assert.Equal(0, worstChain, 1e-12);
        Assert.InRange(worstGraph, 0, 0.35);
        Assert.Null(BudgetSearch.Solve(CostModel.Of([3], n => 10 * n[0]), [[0, 2, 1, 0]], [[1, 2, 3]], 9));
    }

    private static double[] Curve(RandomSource random, int size)
    {
        var curve = new double[size + 1];
        for (var n = size - 1; n >= 1; n--) curve[n] = curve[n + 1] + random.NextDouble();
        return curve;
    }

    private static double Excess(CostModel cost, double[][] curves, int[][] allowed, double limit)
    {
        var found = BudgetSearch.Solve(cost, curves, allowed, limit)!;
        Assert.True(cost.At(found) <= limit);
        var best = allowed[0].SelectMany(a => allowed[1].SelectMany(b => allowed[2].Select(c => new[] { a, b, c }))).Where(w => cost.At(w) <= limit).Min(w => BudgetSearch.Loss(curves, w));
        return BudgetSearch.Loss(curves, found) - best;
    }

    [Fact]
    public void Loss_curves_pass_through_what_was_measured_and_never_rise()
    {
        var path = new GreedyPath([.. Enumerable.Range(0, 16)], [.. Enumerable.Range(1, 16).Select(n => 1 - Math.Pow(0.7, n))], false);
        var curve = LossCurves.Curve(16, path, n => Math.Pow(0.7, n) * (10 - (n / 4.0)));
        foreach (var n in new[] { 1, 2, 5, 8, 11 }) Assert.Equal(Math.Pow(0.7, n) * (10 - (n / 4.0)), curve[n], 1e-12);
        Assert.Equal(0, curve[16]);
        for (var n = 1; n < 16; n++) Assert.True(curve[n] >= curve[n + 1]);
    }

    [Fact]
    public void Rho_widens_the_network_and_its_curve_is_reported()
    {
        var narrow = Prune(new() { Widths = WidthChoice.DegreesOfFreedom(20) }).Report;
        var wide = Prune(new() { Widths = WidthChoice.DegreesOfFreedom(4000) }).Report;
        Assert.True(narrow.Groups.Sum(g => g.After) < wide.Groups.Sum(g => g.After));
        Assert.Equal(25, narrow.RhoCurve.Count);
        Assert.Equal(20, narrow.RhoCurve[12].Rho);
        Assert.Equal(narrow.Groups.Select(g => g.After), narrow.RhoCurve[12].Widths);
        for (var i = 1; i < 25; i++) Assert.True(narrow.RhoCurve[i].Objective > narrow.RhoCurve[i - 1].Objective);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1)]
    [InlineData(30)]
    public void The_minimum_over_rho_is_global(double rho)
    {
        double N(double lambda, double scale) => (4 / (1 + (lambda / scale))) + (6 / (1 + (100 * lambda / scale)));
        Func<double, double>[] freedom = [l => N(l, 1), l => N(l, 0.2)];
        foreach (var cost in new[] { CostModel.Of([10, 10], n => (5 * n[0]) + (n[0] * n[1]) + (2 * n[1])) })
        {
            var problem = new RhoProblem(cost, freedom);
            var found = problem.Objective(problem.Solve(rho), rho);
            var grid = Enumerable.Range(0, 400).Select(i => Math.Pow(10, -5 + (8.0 * i / 399))).ToArray();
            var best = grid.Min(p => grid.Min(q => problem.Objective([p, q], rho)));
            Assert.True(found <= best + (1e-9 * best), $"{found} against {best}");
        }
    }
}
