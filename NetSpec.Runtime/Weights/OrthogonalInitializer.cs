using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// Orthonormal rows (or columns, where there are more rows), uniform over all such matrices: the Q of a Gaussian matrix with R's diagonal
/// positive, which is what Gram-Schmidt gives (Mezzadri 2007). A weight of more axes counts as [units, everything else], as in PyTorch.
/// </summary>
internal sealed class OrthogonalInitializer() : InitializerKind("orthogonal")
{
    protected override void FillWeight(double[] values, ParameterInfo parameter, RandomSource random)
    {
        var rows = parameter.Shape[0];
        var columns = values.Length / rows;
        var (count, length) = rows <= columns ? (rows, columns) : (columns, rows);
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
            vectors[i] = Next(vectors.AsSpan(0, i), length, random);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
                values[(r * columns) + c] = rows <= columns ? vectors[r][c] : vectors[c][r];
        }
    }

    private static double[] Next(ReadOnlySpan<double[]> earlier, int length, RandomSource random)
    {
        var vector = new double[length];
        double before;
        double after;
        do
        {
            for (var i = 0; i < length; i++)
                vector[i] = random.NextGaussian();
            before = Dot(vector, vector);
            // Once more removes what cancellation left of the earlier vectors (Giraud et al. 2005: twice is enough).
            Remove(earlier, vector);
            Remove(earlier, vector);
            after = Dot(vector, vector);
        }
        while (after < before * 1e-20);
        Scale(vector, 1 / Math.Sqrt(after));
        return vector;
    }

    private static void Remove(ReadOnlySpan<double[]> earlier, double[] vector)
    {
        foreach (var unit in earlier)
            Add(vector, unit, -Dot(vector, unit));
    }

    // Four lanes on every machine, so that the sums' order and with it the result is the same.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.Length; i++)
            s0 += a[i] * b[i];
        return s0 + s1 + (s2 + s3);
    }

    private static void Add(Span<double> vector, ReadOnlySpan<double> unit, double factor)
    {
        var i = 0;
        for (; i + Vector<double>.Count <= vector.Length; i += Vector<double>.Count)
            (new Vector<double>(vector[i..]) + (new Vector<double>(unit[i..]) * factor)).CopyTo(vector[i..]);
        for (; i < vector.Length; i++)
            vector[i] += unit[i] * factor;
    }

    private static void Scale(Span<double> vector, double factor)
    {
        foreach (ref var value in vector)
            value *= factor;
    }
}
