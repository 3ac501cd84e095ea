namespace NetSpec.Pruning;

/// <summary>A reader's weight with the dropped units replaced by mixtures of the kept ones.</summary>
internal static class FoldedReader
{
    /// <summary>W' = W A_J on the read axis, position by position and tap by tap, and b' = b + W (mu - A mu_J) where the mean is made up for.</summary>
    /// <param name="map">W and b.</param>
    /// <param name="projection">A_J, [units, kept].</param>
    /// <param name="kept">J.</param>
    /// <param name="span">Weights per unit: positions times taps.</param>
    /// <param name="mean">mu; null: the bias stays.</param>
    public static LinearMap Fold(LinearMap map, double[,] projection, int[] kept, int span, double[]? mean)
    {
        var weight = Project(map.Weight, projection, span);
        if (mean is null || map.Bias is null) return new(weight, map.Bias);
        var bias = (double[])map.Bias.Clone();
        for (var unit = 0; unit < mean.Length; unit++)
        {
            var lost = mean[unit];
            for (var k = 0; k < kept.Length; k++) lost -= projection[unit, k] * mean[kept[k]];
            for (var o = 0; o < bias.Length; o++)
            {
                for (var s = 0; s < span; s++) bias[o] += map.Weight[o, (unit * span) + s] * lost;
            }
        }
        return new(weight, bias);
    }

    private static double[,] Project(double[,] weight, double[,] projection, int span)
    {
        if (span == 1) return MatrixProduct.Multiply(weight, projection);
        var (outputs, units, kept) = (weight.GetLength(0), projection.GetLength(0), projection.GetLength(1));
        var result = new double[outputs, kept * span];
        for (var s = 0; s < span; s++)
        {
            var slice = new double[outputs, units];
            for (var o = 0; o < outputs; o++)
            {
                for (var u = 0; u < units; u++) slice[o, u] = weight[o, (u * span) + s];
            }
            var folded = MatrixProduct.Multiply(slice, projection);
            for (var o = 0; o < outputs; o++)
            {
                for (var k = 0; k < kept; k++) result[o, (k * span) + s] = folded[o, k];
            }
        }
        return result;
    }

    /// <summary>
    /// The share of a reader's pre-activation that is lost on held-out samples when it reads the kept units alone: the second moment of
    /// W (phi - A phi_J) less what the bias makes up for, over the variance of W phi, summed over outputs. With several weights per unit they
    /// count as outputs of their own.
    /// </summary>
    public static double LostShare(double[,] weight, double[,] projection, int[] kept, int span, double[]? mean, UnitStatistics heldOut)
    {
        var units = heldOut.Units;
        var residual = new double[units, units];
        for (var i = 0; i < units; i++)
        {
            residual[i, i] = 1;
            for (var k = 0; k < kept.Length; k++) residual[i, kept[k]] -= projection[i, k];
        }
        var flat = new double[weight.GetLength(0) * span, units];
        for (var o = 0; o < weight.GetLength(0); o++)
        {
            for (var j = 0; j < units * span; j++) flat[(o * span) + (j % span), j / span] = weight[o, j];
        }
        var lost = Quadratic(MatrixProduct.Multiply(flat, residual), heldOut.About(mean ?? new double[units]));
        var all = Quadratic(flat, heldOut.Centered);
        if (all <= 0) all = Quadratic(flat, heldOut.Covariance(centered: false));
        return all <= 0 ? 0 : Math.Max(lost, 0) / all;
    }

    // tr(W M W^T)
    private static double Quadratic(double[,] weight, double[,] moment)
    {
        var product = MatrixProduct.Multiply(weight, moment);
        var sum = 0.0;
        for (var i = 0; i < weight.GetLength(0); i++)
        {
            for (var j = 0; j < weight.GetLength(1); j++) sum += weight[i, j] * product[i, j];
        }
        return sum;
    }
}
