namespace NetSpec.Pruning;

/// <summary>Rows of values as rows of units.</summary>
internal static class UnitRows
{
    /// <summary>Rows of channels, one per pixel, [n * pixels, channels], as [n, channels * pixels], a channel being a block.</summary>
    public static double[,] Flatten(double[,] rows, int pixels)
    {
        var (count, channels) = (rows.GetLength(0) / pixels, rows.GetLength(1));
        var result = new double[count, channels * pixels];
        for (var i = 0; i < count; i++)
        {
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                for (var channel = 0; channel < channels; channel++)
                    result[i, (channel * pixels) + pixel] = rows[(i * pixels) + pixel, channel];
            }
        }
        return result;
    }

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
