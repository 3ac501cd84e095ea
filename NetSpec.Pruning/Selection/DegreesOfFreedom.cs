using MathNet.Numerics.LinearAlgebra;
using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>
/// N(lambda) = tr(S (S + lambda I)^-1): how many units a layer amounts to when directions below lambda are not worth keeping.
/// </summary>
public sealed class DegreesOfFreedom
{
    private readonly double[] _eigenvalues;

    /// <summary>Takes the eigenvalues of a covariance; those that round-off made negative count as 0.</summary>
    /// <exception cref="InputException">The covariance is not square, finite and symmetric.</exception>
    public DegreesOfFreedom(double[,] covariance)
    {
        new SelectionProblem(covariance).Check();
        _eigenvalues = [.. Matrix<double>.Build.DenseOfArray(covariance).Evd(Symmetricity.Symmetric).EigenValues.Select(v => Math.Max(v.Real, 0))];
    }

    /// <summary>The eigenvalues, in no order that is promised.</summary>
    internal IReadOnlyList<double> Eigenvalues => _eigenvalues;

    /// <summary>Mean eigenvalue, tr(S) / m: the scale that a relative lambda is measured by.</summary>
    public double Scale => _eigenvalues.Sum() / _eigenvalues.Length;

    /// <summary>N(lambda), for lambda of 0 or more; at 0 it is the number of eigenvalues above 0.</summary>
    public double At(double lambda)
    {
        if (!(lambda >= 0)) throw new InputException(FormattableString.Invariant($"lambda is 0 or more; found {lambda}."));
        var sum = 0.0;
        foreach (var value in _eigenvalues)
        {
            if (value > 0) sum += value / (value + lambda);
        }
        return sum;
    }

    /// <summary>N at several lambdas.</summary>
    public double[] At(IEnumerable<double> lambdas) => [.. lambdas.Select(At)];
}
