namespace NetSpec.Pruning;

/// <summary>A choice of units.</summary>
/// <param name="Order">The kept units in order of choice.</param>
/// <param name="Scores">C(J) after each choice: the share of what is read that the kept units explain.</param>
/// <param name="Projection">A_J = S_:J (S_JJ + D)^-1, m x |J|, columns in order of choice: every unit as a mixture of the kept ones.</param>
/// <param name="ReachedRank">Whether it stopped because no independent unit was left, so that the number of units is the numerical rank.</param>
public sealed record Selection(int[] Order, double[] Scores, double[,] Projection, bool ReachedRank);
