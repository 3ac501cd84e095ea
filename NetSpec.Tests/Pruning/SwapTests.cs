using FsCheck;
using FsCheck.Fluent;
using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

public sealed class SwapTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void The_change_of_every_swap_is_what_the_definition_gives(double relativeRidge)
    {
        var random = new RandomSource(21);
        var (covariance, readers) = (RandomProblems.Covariance(random, 9, 9, 0.1), RandomProblems.Gaussian(random, 4, 9));
        var view = ReaderView.Of(covariance, readers, 0.4, relativeRidge);
        int[] kept = [7, 2, 4];
        var swaps = SwapView.Of(view, kept)!;
        var before = Explained.Share(covariance, view.Product, view.Ridge, kept)!.Value;
        foreach (var unit in Enumerable.Range(0, 9).Except(kept))
        {
            for (var position = 0; position < kept.Length; position++)
            {
                var swapped = (int[])kept.Clone();
                swapped[position] = unit;
                var expected = Explained.Share(covariance, view.Product, view.Ridge, swapped)!.Value - before;
                Assert.Equal(expected, swaps.Change(position, unit), 1e-10);
            }
        }
    }

    [Fact]
    public void Units_that_explain_everything_are_not_exchanged() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new RandomSource((ulong)seed);
            var view = ReaderView.Of(RandomProblems.Fading(random, 20), RandomProblems.Gaussian(random, 3, 20), 0.5, 0);
            int[] order = [.. GreedyPath.Run([view.Start()], new Rounds(20, 1), 20, double.PositiveInfinity).Order];
            // In one of some hundred problems round-off leaves more than a swap must be worth.
            if (Explained.Share(view.Covariance, view.Product, view.Ridge, order) >= 1 - 1e-9) Assert.Equal((0, false), Swaps.Improve([view], order));
        }));

    // Of units that depend on each other up to round-off, differences mean nothing.
    [Fact]
    public void Swaps_of_nearly_dependent_units_lower_nothing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new RandomSource((ulong)seed);
            var view = ReaderView.Of(RandomProblems.Fading(random, 20), RandomProblems.Gaussian(random, 3, 20), 0.5, 0);
            int[] order = [0, 1, 2, 3, 4];
            var before = Explained.Share(view.Covariance, view.Product, view.Ridge, order);
            var (made, _) = Swaps.Improve([view], order);
            var after = Explained.Share(view.Covariance, view.Product, view.Ridge, order);
            Assert.True(made == 0 || after > before);
        }));

    [Fact]
    public void Swaps_are_never_worse_and_end_where_no_swap_helps() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(1, 1_000_000).ToArbitrary(), seed =>
        {
            var random = new RandomSource((ulong)seed);
            var units = 4 + random.NextInt32(8);
            ReaderView[] views =
            [
                .. Enumerable.Range(0, 1 + random.NextInt32(2)).Select(_ => ReaderView.Of(
                    RandomProblems.Covariance(random, units, units, 0.1), RandomProblems.Gaussian(random, 3, units), 0.3, 0)),
            ];
            double Share(int[] kept) => views.Average(v => Explained.Share(v.Covariance, v.Product, v.Ridge, kept)!.Value);
            int[] order = [.. GreedyPath.Run([.. views.Select(v => v.Start())], new Rounds(units, 1), units / 2, double.PositiveInfinity).Order];
            var before = Share(order);
            var (made, limited) = Swaps.Improve(views, order);
            Assert.False(limited);
            Assert.Equal(order.Length, order.Distinct().Count());
            Assert.True(made == 0 ? Share(order) == before : Share(order) > before);
            foreach (var unit in Enumerable.Range(0, units).Except(order))
            {
                for (var position = 0; position < order.Length; position++)
                {
                    var swapped = (int[])order.Clone();
                    swapped[position] = unit;
                    Assert.True(Share(swapped) <= Share(order) + 2e-9);
                }
            }
        }));

    [Fact]
    public void Swaps_come_closer_to_the_best_set_than_greedy_alone()
    {
        var (greedyGap, swapGap) = (0.0, 0.0);
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var random = new RandomSource(seed);
            var view = ReaderView.Of(RandomProblems.Covariance(random, 10, 10, 0.05), RandomProblems.Gaussian(random, 4, 10), 0.2, 0);
            double Residual(int[] kept) => 1 - Explained.Share(view.Covariance, view.Product, view.Ridge, kept)!.Value;
            int[] order = [.. GreedyPath.Run([view.Start()], new Rounds(10, 1), 4, double.PositiveInfinity).Order];
            var best = Subsets(10, 4).Min(Residual);
            greedyGap += (Residual(order) / best) - 1;
            Swaps.Improve([view], order);
            swapGap += (Residual(order) / best) - 1;
        }
        Assert.True(swapGap < 0.7 * greedyGap, $"greedy {greedyGap / 30:P1}, swaps {swapGap / 30:P1}");
    }

    [Fact]
    public void Several_readers_share_one_choice_whatever_their_scale()
    {
        var random = new RandomSource(22);
        var (first, second) = (RandomProblems.Covariance(random, 12, 12, 0.1), RandomProblems.Covariance(random, 12, 12, 0.1));
        var (z, y) = (RandomProblems.Gaussian(random, 5, 12), RandomProblems.Gaussian(random, 5, 12));
        List<int> Order(double scale)
        {
            var scaled = (double[,])second.Clone();
            MatrixParts.Scale(scaled, scale * scale);
            var other = (double[,])y.Clone();
            MatrixParts.Scale(other, scale);
            GreedyView[] views = [ReaderView.Of(first, z, 0.5, 0).Start(), ReaderView.Of(scaled, other, 0.5, 0).Start()];
            return GreedyPath.Run(views, new Rounds(12, 1), 6, double.PositiveInfinity).Order;
        }

        Assert.Equal(Order(1), Order(1024));
    }

    [Fact]
    public void A_unit_that_is_dead_for_one_reader_counts_for_the_other()
    {
        var alive = new double[,] { { 1, 0 }, { 0, 2 } };
        var halfDead = new double[,] { { 0, 0 }, { 0, 1 } };
        GreedyView[] views = [ReaderView.Of(alive, new double[0, 2], 1, 0).Start(), ReaderView.Of(halfDead, new double[0, 2], 1, 0).Start()];
        var path = GreedyPath.Run(views, new Rounds(2, 1), 2, double.PositiveInfinity);
        Assert.Equal([1, 0], path.Order);
        Assert.Equal(1, path.Scores[^1], 1e-12);
    }

    private static IEnumerable<int[]> Subsets(int units, int size) =>
        size == 0 ? [[]] : Enumerable.Range(0, units).SelectMany(last => Subsets(last, size - 1).Select(s => s.Append(last).ToArray()));
}
