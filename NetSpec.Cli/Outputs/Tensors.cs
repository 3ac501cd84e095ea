using NetSpec.Runtime;

namespace NetSpec.Cli.Outputs;

/// <summary>Values as tensors.</summary>
internal static class Tensors
{
    /// <summary>A number.</summary>
    public static Tensor Scalar(float value) => Tensor.Create([value], []);

    /// <summary>Values of the shape of a network's samples, the first axis counting them.</summary>
    public static Tensor Batch(float[] values, int samples, IEnumerable<int> shape) =>
        Tensor.Create(values, [samples, .. shape.Select(d => (long)d)]);

    /// <summary>A matrix.</summary>
    public static Tensor Matrix(double[,] matrix) =>
        Tensor.Create(matrix.Cast<double>().ToArray(), matrix.GetLength(0), matrix.GetLength(1));

    /// <summary>A tensor of two dimensions as a matrix.</summary>
    /// <exception cref="InputException">It has another number of dimensions.</exception>
    public static double[,] ToMatrix(Tensor tensor, string name)
    {
        if (tensor.Shape.Count != 2)
            throw new InputException($"'{name}' has {tensor.Shape.Count} dimensions, where a matrix was expected.");
        var matrix = new double[tensor.Shape[0], tensor.Shape[1]];
        Buffer.BlockCopy(tensor.ToDoubles(), 0, matrix, 0, checked((int)(tensor.Length * sizeof(double))));
        return matrix;
    }
}
