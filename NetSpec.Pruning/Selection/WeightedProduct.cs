namespace NetSpec.Pruning;

/// <summary>F = S Q S and tr(Q S) for Q = theta I + (1 - theta) Z^T Z, by whichever products are fewer; Q itself is not formed.</summary>
/// <param name="Matrix">F, symmetric to the bit.</param>
/// <param name="Trace">tr(Q S).</param>
internal sealed record WeightedProduct(double[,] Matrix, double Trace)
{
    /// <summary>Computes both.</summary>
    public static WeightedProduct Of(double[,] covariance, double[,]? readers, double theta)
    {
        var m = covariance.GetLength(0);
        var result = new double[m, m];
        if (readers is null || readers.GetLength(0) == 0) theta = 1;
        var trace = theta * MatrixParts.Trace(covariance);
        if (theta > 0) MatrixProduct.AddGram(covariance, theta, result);
        if (theta < 1) trace += (1 - theta) * AddRead(covariance, readers!, 1 - theta, result);
        MatrixParts.MirrorUpper(result);
        return new(result, trace);
    }

    // Adds scale * S Z^T Z S and returns tr(Z S Z^T).
    private static unsafe double AddRead(double[,] covariance, double[,] readers, double scale, double[,] into)
    {
        if (readers.GetLength(0) <= readers.GetLength(1))
        {
            var read = MatrixProduct.Multiply(readers, covariance);
            MatrixProduct.AddGram(read, scale, into);
            return Dot(read, readers);
        }
        var gram = MatrixProduct.Gram(readers);
        var weighted = MatrixProduct.Multiply(gram, covariance);
        fixed (double* s = covariance, w = weighted, f = into)
            MatrixProduct.Add(MatrixProduct.View(s, covariance), MatrixProduct.View(w, weighted), scale, MatrixProduct.View(f, into), upperOnly: true);
        return Dot(gram, covariance);
    }

    private static double Dot(double[,] a, double[,] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.GetLength(0); i++)
        {
            for (var j = 0; j < a.GetLength(1); j++) sum += a[i, j] * b[i, j];
        }
        return sum;
    }
}
