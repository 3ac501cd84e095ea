using NetSpec.Pruning;
using NetSpec.Runtime;

namespace NetSpec.Tests.Pruning;

/// <summary>Covariances of random mixtures, some of them of low rank or with dead units.</summary>
internal static class RandomProblems
{
    public static double[,] Gaussian(RandomSource random, int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) matrix[i, j] = random.NextGaussian();
        }
        return matrix;
    }

    /// <summary>Covariance of m units that mix <paramref name="rank"/> causes, with noise of their own where that is asked for.</summary>
    public static double[,] Covariance(RandomSource random, int units, int rank, double noise = 0)
    {
        var mixture = Gaussian(random, units, rank);
        var covariance = NaiveMultiply(mixture, NaiveTranspose(mixture));
        for (var i = 0; i < units; i++) covariance[i, i] += noise * (1 + random.NextDouble());
        return covariance;
    }

    /// <summary>Covariance of units that mix five causes, each weaker than the one before and the last no more than round-off.</summary>
    public static double[,] Fading(RandomSource random, int units)
    {
        double[] strengths = [1, 0.5, 1e-1, 1e-3, 1e-15];
        var mixture = Gaussian(random, units, strengths.Length);
        for (var i = 0; i < units; i++)
        {
            for (var k = 0; k < strengths.Length; k++) mixture[i, k] *= Math.Sqrt(strengths[k]);
        }
        return NaiveMultiply(mixture, NaiveTranspose(mixture));
    }

    public static SelectionProblem Problem(RandomSource random, int units, int rank, double noise, int readers, double theta, double ridge = 0) =>
        new(Covariance(random, units, rank, noise), Gaussian(random, readers, units), theta, SelectionProblem.UniformRidge(ridge, units));

    public static double[,] NaiveMultiply(double[,] a, double[,] b)
    {
        var result = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var k = 0; k < b.GetLength(0); k++)
            {
                for (var j = 0; j < b.GetLength(1); j++) result[i, j] += a[i, k] * b[k, j];
            }
        }
        return result;
    }

    public static double[,] NaiveTranspose(double[,] a)
    {
        var result = new double[a.GetLength(1), a.GetLength(0)];
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++) result[j, i] = a[i, j];
        }
        return result;
    }

    /// <summary>Q = theta I + (1 - theta) Z^T Z.</summary>
    public static double[,] Weighting(SelectionProblem problem)
    {
        var q = NaiveMultiply(NaiveTranspose(problem.Readers!), problem.Readers!);
        for (var i = 0; i < problem.Units; i++)
        {
            for (var j = 0; j < problem.Units; j++) q[i, j] = ((1 - problem.Theta) * q[i, j]) + (i == j ? problem.Theta : 0);
        }
        return q;
    }

    /// <summary>C(J) by its definition, with a pseudo-inverse.</summary>
    public static double Score(SelectionProblem problem, IReadOnlyList<int> kept)
    {
        var s = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(problem.Covariance);
        var q = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(Weighting(problem));
        var columns = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(problem.Units, kept.Count, (i, j) => problem.Covariance[i, kept[j]]);
        var inner = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(
            kept.Count, kept.Count, (i, j) => problem.Covariance[kept[i], kept[j]] + (i == j ? problem.Ridge?[kept[i]] ?? 0 : 0));
        var residual = s - (columns * inner.PseudoInverse() * columns.Transpose());
        return 1 - ((q * residual).Trace() / (q * s).Trace());
    }

    public static void Equal(double[,] expected, double[,] actual, double tolerance)
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (var i = 0; i < expected.GetLength(0); i++)
        {
            for (var j = 0; j < expected.GetLength(1); j++) Assert.InRange(actual[i, j] - expected[i, j], -tolerance, tolerance);
        }
    }
}
