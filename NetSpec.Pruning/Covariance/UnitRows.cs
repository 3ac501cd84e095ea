namespace NetSpec.Pruning;

/// <summary>Rows of values as rows of units.</summary>
internal static class UnitRows
{
    /// <summary>Rows [n, units * positions], a unit being a block of positions, as [n * positions, units].</summary>
    public static double[,] PerPosition(double[,] rows, int positions)
    {
        if (positions == 1) return rows;
        var (count, units) = (rows.GetLength(0), rows.GetLength(1) / positions);
        var result = new double[count * positions, units];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < units * positions; j++) result[(i * positions) + (j % positions), j / positions] = rows[i, j];
        }
        return result;
    }
}
