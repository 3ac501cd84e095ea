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
}
