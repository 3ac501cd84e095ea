namespace NetSpec.Pruning;

/// <summary>How the readers of pruned units are made up for what they lose.</summary>
public enum Reconstruction
{
    /// <summary>Front to back, every reader is fitted anew by ridge regression on what it reads in the network pruned so far.</summary>
    Refit,
    /// <summary>
    /// W' = W A_J: every dropped unit is replaced by its best linear mixture of the kept ones. Needs the covariance alone.
    /// </summary>
    Fold,
    /// <summary>The subset alone.</summary>
    None,
}

/// <summary>What units are chosen by.</summary>
public enum Criterion
{
    /// <summary>Spectral pruning: greedy on what the readers lose, then swaps.</summary>
    Spectral,
    /// <summary>The L2 norm of a unit's incoming weights.</summary>
    Magnitude,
    /// <summary>By chance, from the seed.</summary>
    Random,
}

/// <summary>How a network is pruned; the defaults are those of the command.</summary>
public sealed record PruneOptions
{
    /// <summary>How many units each group keeps.</summary>
    public required WidthChoice Widths { get; init; }

    /// <summary>theta in [0, 1]: 1 keeps the units themselves, 0 what is read from them.</summary>
    public double Theta { get; init; } = 0.5;

    /// <summary>How readers are made up for.</summary>
    public Reconstruction Reconstruct { get; init; } = Reconstruction.Refit;

    /// <summary>
    /// Ridge relative to the mean variance, of all units in selection and fold, of what a reader reads in refit. Null: none in selection and
    /// fold, and in refit the one that is best on held-out samples.
    /// </summary>
    public double? Ridge { get; init; }

    /// <summary>
    /// Whether covariances are about the mean, with the mean made up for in biases. Readers without a bias are always uncentred.
    /// </summary>
    public bool Centered { get; init; } = true;

    /// <summary>What units are chosen by.</summary>
    public Criterion Criterion { get; init; } = Criterion.Spectral;

    /// <summary>Widths that are not given are multiples of this, where the group has that many units.</summary>
    public int MultipleOf { get; init; } = 1;

    /// <summary>Keep tied weights tied, and then only subset them.</summary>
    public bool KeepTies { get; init; }

    /// <summary>Let the network's own inputs be pruned.</summary>
    public bool PruneInputs { get; init; }

    /// <summary>Seed of <see cref="Criterion.Random"/>.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Class name of the result; null: the parent's with <c>Pruned</c> behind it.</summary>
    public string? Name { get; init; }

    /// <summary>Above this many inputs of a reader its refit falls back to fold: the moments would take their square in memory.</summary>
    public int RefitInputLimit { get; init; } = 6000;
}
