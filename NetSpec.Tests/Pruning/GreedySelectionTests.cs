using FsCheck;
using FsCheck.Fluent;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

public sealed class GreedySelectionTests
{
    [Fact]
    public void It_takes_the_best_unit_at_every_step_of_random_problems() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new RandomSource((ulong)seed);
            var units = 2 + random.NextInt32(9);
            var ridge = random.NextInt32(2) * 0.1;
            var problem = RandomProblems.Problem(random, units, 1 + random.NextInt32(units), 0.05, 1 + random.NextInt32(2 * units), random.NextDouble(), ridge);
            var selection = GreedySelection.Select(problem, units);
            var chosen = new List<int>();
            for (var t = 0; t < selection.Order.Length; t++)
            {
                var best = Enumerable.Range(0, units).Except(chosen).Max(i => RandomProblems.Score(problem, [.. chosen, i]));
                chosen.Add(selection.Order[t]);
                Assert.Equal(best, RandomProblems.Score(problem, chosen), 1e-9);
                Assert.Equal(best, selection.Scores[t], 1e-9);
            }
        }));

    // More steps than are held back before the matrices are brought up to date, in more than one panel of units.
    [Fact]
    public void Many_steps_follow_the_plain_downdates()
    {
        var problem = RandomProblems.Problem(new RandomSource(11), 300, 60, 0.3, 40, 0.4);
        var selection = GreedySelection.Select(problem, 280);
        Assert.Equal(PlainOrder(problem, 280), selection.Order);
        Assert.Equal(RandomProblems.Score(problem, selection.Order), selection.Scores[^1], 1e-9);
        var expected = MatrixParts.Part(problem.Covariance, selection.Order, selection.Order);
        RandomProblems.Equal(
            MatrixParts.Part(problem.Covariance, [.. Enumerable.Range(0, 300)], selection.Order), RandomProblems.NaiveMultiply(selection.Projection, expected), 1e-8);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void More_readers_than_units_give_the_same_as_fewer(int readers)
    {
        var random = new RandomSource(12);
        var problem = RandomProblems.Problem(random, 20, 20, 0.1, readers, 0.3);
        Assert.Equal(RandomProblems.Score(problem, GreedySelection.Select(problem, 5).Order), GreedySelection.Select(problem, 5).Scores[^1], 1e-10);
    }

    // Five causes, the last of which no double can tell from the others' round-off: past four units a gain is a quotient of round-off.
    [Fact]
    public void Nothing_is_chosen_where_only_round_off_is_left_to_explain() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var problem = new SelectionProblem(RandomProblems.Fading(new RandomSource((ulong)seed), 20), null, 1);
            var selection = GreedySelection.Select(problem, 20);
            Assert.True(selection.ReachedRank);
            Assert.Equal(4, selection.Order.Length);
            Assert.All(selection.Scores, score => Assert.InRange(score, 0, 1 + 1e-12));
            Assert.Equal(1, selection.Scores[^1], 1e-6);
        }));

    [Fact]
    public void Alpha_stops_at_the_first_score_that_reaches_it()
    {
        var problem = RandomProblems.Problem(new RandomSource(13), 30, 30, 0.1, 10, 0.5);
        var all = GreedySelection.Select(problem, 30);
        var some = GreedySelection.Select(problem, 30, 0.9);
        Assert.True(some.Scores[^1] >= 0.9 && some.Scores[^2] < 0.9);
        Assert.Equal(all.Order[..some.Order.Length], some.Order);
    }

    [Fact]
    public void Ties_go_to_the_lowest_index()
    {
        var identity = new double[4, 4];
        for (var i = 0; i < 4; i++) identity[i, i] = 2;
        Assert.Equal([0, 1, 2], GreedySelection.Select(new(identity), 3).Order);
    }

    [Fact]
    public void It_stops_at_the_rank_and_says_so()
    {
        var selection = GreedySelection.Select(new(RandomProblems.Covariance(new RandomSource(14), 12, 5)), 12);
        Assert.Equal((5, true), (selection.Order.Length, selection.ReachedRank));
        Assert.Equal(1, selection.Scores[^1], 1e-9);
    }

    [Fact]
    public void Of_dead_units_one_is_kept()
    {
        var selection = GreedySelection.Select(new(new double[3, 3]), 2);
        Assert.Equal([0], selection.Order);
        Assert.Equal((3, 1), (selection.Projection.GetLength(0), selection.Projection.GetLength(1)));
    }

    [Fact]
    public void Bad_problems_are_refused()
    {
        var good = RandomProblems.Covariance(new RandomSource(15), 3, 3);
        Assert.Contains("between 1 and 3", Assert.Throws<InputException>(() => GreedySelection.Select(new(good), 0)).Message, StringComparison.Ordinal);
        Assert.Contains("found 4", Assert.Throws<InputException>(() => GreedySelection.Select(new(good), 4)).Message, StringComparison.Ordinal);
        Assert.Contains("theta", Assert.Throws<InputException>(() => GreedySelection.Select(new(good, null, 1.5), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", Assert.Throws<InputException>(() => GreedySelection.Select(new(new double[2, 3]), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("columns", Assert.Throws<InputException>(() => GreedySelection.Select(new(good, new double[2, 5]), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("symmetric", Assert.Throws<InputException>(() => GreedySelection.Select(new(new double[,] { { 1, 0.5 }, { 0, 1 } }), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("finite", Assert.Throws<InputException>(() => GreedySelection.Select(new(new[,] { { double.NaN } }), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("negative", Assert.Throws<InputException>(() => GreedySelection.Select(new(new double[,] { { -1 } }), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("ridge", Assert.Throws<InputException>(() => GreedySelection.Select(new(good, null, 1, [1, -1, 0]), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("lambda", Assert.Throws<InputException>(() => new DegreesOfFreedom(good).At(-1)).Message, StringComparison.Ordinal);
    }

    private static int[] PlainOrder(SelectionProblem problem, int width)
    {
        var (s, m) = ((double[,])problem.Covariance.Clone(), problem.Units);
        var f = RandomProblems.NaiveMultiply(RandomProblems.NaiveMultiply(s, RandomProblems.Weighting(problem)), s);
        var order = new List<int>();
        while (order.Count < width)
        {
            var p = Enumerable.Range(0, m).Except(order).MaxBy(i => Math.Max(f[i, i], 0) / s[i, i]);
            order.Add(p);
            var (delta, c) = (s[p, p], f[p, p] / s[p, p]);
            var v = Enumerable.Range(0, m).Select(i => s[i, p] / Math.Sqrt(delta)).ToArray();
            var w = Enumerable.Range(0, m).Select(i => (f[i, p] / Math.Sqrt(delta)) - (c * v[i] / 2)).ToArray();
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < m; j++)
                {
                    s[i, j] -= v[i] * v[j];
                    f[i, j] -= (v[i] * w[j]) + (w[i] * v[j]);
                }
            }
        }
        return [.. order];
    }
}
