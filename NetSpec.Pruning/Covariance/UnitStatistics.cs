namespace NetSpec.Pruning;

/// <summary>Mean and second moments of units.</summary>
/// <param name="Count">Rows that were measured.</param>
/// <param name="Mean">E[phi].</param>
/// <param name="Centered">E[(phi - mean)(phi - mean)^T], symmetric.</param>
internal sealed record UnitStatistics(long Count, double[] Mean, double[,] Centered)
{
    /// <summary>Number of units.</summary>
    public int Units => Mean.Length;

    /// <summary>The covariance about the mean, or E[phi phi^T]; may be this record's own array.</summary>
    public double[,] Covariance(bool centered) => centered ? Centered : About(new double[Units]);

    /// <summary>E[(phi - point)(phi - point)^T].</summary>
    public double[,] About(double[] point)
    {
        var result = new double[Units, Units];
        for (var i = 0; i < Units; i++)
        {
            for (var j = 0; j < Units; j++) result[i, j] = Centered[i, j] + ((Mean[i] - point[i]) * (Mean[j] - point[j]));
        }
        return result;
    }

    /// <summary>Two sets of rows as one.</summary>
    public UnitStatistics Join(UnitStatistics other)
    {
        var (mine, theirs) = (Count / (double)(Count + other.Count), other.Count / (double)(Count + other.Count));
        var mean = new double[Units];
        for (var i = 0; i < Units; i++) mean[i] = (mine * Mean[i]) + (theirs * other.Mean[i]);
        var centered = new double[Units, Units];
        for (var i = 0; i < Units; i++)
        {
            for (var j = 0; j < Units; j++)
            {
                // The spread between the two means comes on top of the spread within.
                var between = mine * theirs * (Mean[i] - other.Mean[i]) * (Mean[j] - other.Mean[j]);
                centered[i, j] = (mine * Centered[i, j]) + (theirs * other.Centered[i, j]) + between;
            }
        }
        return new(Count + other.Count, mean, centered);
    }

    /// <summary>A run of units on their own.</summary>
    public UnitStatistics Slice(int offset, int size)
    {
        if (offset == 0 && size == Units) return this;
        int[] units = [.. Enumerable.Range(offset, size)];
        return new(Count, Mean[offset..(offset + size)], MatrixParts.Part(Centered, units, units));
    }
}
