using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

public sealed class LinearAlgebraTests
{
    // Sizes around the tile (8 x 16), the depth of a slice (192) and the blocks of rows and columns (128, 1024).
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 15, 3)]
    [InlineData(8, 16, 192)]
    [InlineData(9, 17, 193)]
    [InlineData(130, 33, 400)]
    [InlineData(5, 1040, 20)]
    public void Products_agree_with_plain_loops(int rows, int columns, int depth)
    {
        var random = new RandomSource(3);
        var (a, b) = (RandomProblems.Gaussian(random, rows, depth), RandomProblems.Gaussian(random, depth, columns));
        var expected = RandomProblems.NaiveMultiply(a, b);
        RandomProblems.Equal(expected, MatrixProduct.Multiply(a, b), 1e-11);
        RandomProblems.Equal(expected, MatrixProduct.MultiplyTransposed(a, RandomProblems.NaiveTranspose(b)), 1e-11);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(40, 31)]
    [InlineData(300, 150)]
    [InlineData(20, 1100)]
    public void A_gram_matrix_is_symmetric_to_the_bit_and_right(int rows, int columns)
    {
        var a = RandomProblems.Gaussian(new RandomSource(4), rows, columns);
        var gram = MatrixProduct.Gram(a);
        RandomProblems.Equal(RandomProblems.NaiveMultiply(RandomProblems.NaiveTranspose(a), a), gram, 1e-10);
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < i; j++) Assert.Equal(gram[i, j], gram[j, i]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(47)]
    [InlineData(48)]
    [InlineData(149)]
    public void A_factor_multiplies_back_and_solves(int size)
    {
        var random = new RandomSource(5);
        var matrix = RandomProblems.Covariance(random, size, size, 0.5);
        var factor = Triangle.Factor(matrix)!;
        RandomProblems.Equal(matrix, RandomProblems.NaiveMultiply(factor, RandomProblems.NaiveTranspose(factor)), 1e-9);
        var solution = RandomProblems.Gaussian(random, size, 19);
        var right = RandomProblems.NaiveMultiply(matrix, solution);
        Triangle.Solve(factor, right);
        RandomProblems.Equal(solution, right, 1e-8);
    }

    [Fact]
    public void An_indefinite_matrix_has_no_factor() => Assert.Null(Triangle.Factor(new double[,] { { 1, 2 }, { 2, 1 } }));

    [Fact]
    public void Statistics_of_two_parts_join_to_those_of_all_rows()
    {
        var random = new RandomSource(6);
        var rows = RandomProblems.Gaussian(random, 90, 5);
        for (var i = 0; i < 90; i++) rows[i, 2] += 1e4 + (i > 60 ? 3 : 0);
        UnitStatistics Of(int start, int end)
        {
            var accumulator = new StatisticsAccumulator(5);
            for (var at = start; at < end; at += 25)
                accumulator.Add(MatrixParts.Part(rows, [.. Enumerable.Range(at, Math.Min(25, end - at))], [0, 1, 2, 3, 4]));
            return accumulator.ToStatistics();
        }

        var (joined, whole) = (Of(0, 40).Join(Of(40, 90)), Of(0, 90));
        Assert.Equal(90, joined.Count);
        RandomProblems.Equal(whole.Centered, joined.Centered, 1e-9);
        // The mean of 1e4 costs no digits: the variance is that of rows with the offset taken off by hand.
        var plain = Enumerable.Range(0, 90).Select(i => rows[i, 2] - 1e4).ToArray();
        Assert.Equal(plain.Average(v => v * v) - Math.Pow(plain.Average(), 2), whole.Centered[2, 2], 1e-9);
        Assert.Equal(whole.Centered[2, 2] + (whole.Mean[2] * whole.Mean[2]), whole.Covariance(centered: false)[2, 2], 1e-6);
    }
}
