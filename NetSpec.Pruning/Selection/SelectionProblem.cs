using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>What units are chosen by: how they vary together, and what is read from them.</summary>
/// <param name="Covariance">S, m x m, symmetric; centred or not.</param>
/// <param name="Readers">Z, q x m: the weights through which the units are read; null for none, and then theta is taken as 1.</param>
/// <param name="Theta">theta in [0, 1]: 1 reconstructs the units themselves, 0 what is read from them.</param>
/// <param name="Ridge">The diagonal that is added to S_JJ, m values; null for zeros.</param>
public sealed record SelectionProblem(double[,] Covariance, double[,]? Readers = null, double Theta = 0.5, double[]? Ridge = null)
{
    /// <summary>Number of units, m.</summary>
    public int Units => Covariance.GetLength(0);

    /// <summary>The same ridge on every unit, m values.</summary>
    public static double[]? UniformRidge(double ridge, int units) => ridge == 0 ? null : Enumerable.Repeat(ridge, units).ToArray();

    /// <summary>Refuses sizes that do not fit, values that are not finite, an asymmetric covariance and a theta outside [0, 1].</summary>
    /// <exception cref="InputException">What was found and what was expected.</exception>
    internal void Check()
    {
        var m = Units;
        if (Covariance.GetLength(1) != m) throw new InputException($"A covariance is square; this one is [{m}, {Covariance.GetLength(1)}].");
        if (m == 0) throw new InputException("A covariance of no units has nothing to choose from.");
        if (Readers is not null && Readers.GetLength(1) != m)
            throw new InputException($"The readers have {Readers.GetLength(1)} columns, the covariance {m} units.");
        if (Ridge is not null && Ridge.Length != m) throw new InputException($"The ridge has {Ridge.Length} values, the covariance {m} units.");
        if (!(Theta is >= 0 and <= 1)) throw new InputException(FormattableString.Invariant($"theta lies in [0, 1]; found {Theta}."));
        if (Ridge is not null && !Ridge.All(r => double.IsFinite(r) && r >= 0)) throw new InputException("A ridge is finite and not negative.");
        if (Readers is not null && !AllFinite(Readers)) throw new InputException("The readers hold a value that is not finite.");
        if (!AllFinite(Covariance)) throw new InputException("The covariance holds a value that is not finite.");
        CheckSymmetric();
    }

    private void CheckSymmetric()
    {
        // A covariance that went through float32 is symmetric to its round-off; anything beyond is another matrix.
        var limit = 1e-5 * MatrixParts.MaxDiagonal(Covariance);
        for (var i = 0; i < Units; i++)
        {
            if (Covariance[i, i] < -limit || (limit == 0 && Covariance[i, i] < 0)) throw new InputException($"The variance of unit {i} is negative.");
            for (var j = 0; j < i; j++)
            {
                if (Math.Abs(Covariance[i, j] - Covariance[j, i]) > limit)
                    throw new InputException($"A covariance is symmetric; entries [{i}, {j}] and [{j}, {i}] differ.");
            }
        }
    }

    private static bool AllFinite(double[,] matrix)
    {
        foreach (var value in matrix)
        {
            if (!double.IsFinite(value)) return false;
        }
        return true;
    }
}
