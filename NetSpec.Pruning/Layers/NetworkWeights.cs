namespace NetSpec.Pruning;

/// <summary>A network's parameters in float64 while they are worked on, by PyTorch's names.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>Makes zeroed parameters of given names and shapes.</summary>
    public NetworkWeights(IEnumerable<(string Name, int[] Shape)> parameters)
    {
        foreach (var (name, shape) in parameters)
        {
            _shapes.Add(name, shape);
            _values.Add(name, new double[shape.Aggregate(1L, (product, d) => checked(product * d))]);
        }
    }

    /// <summary>Whether there is a parameter of this name.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The values in C order, not copied.</summary>
    public double[] Values(string name) => _values[name];

    /// <summary>A vector, copied.</summary>
    public double[] Vector(string name) => (double[])_values[name].Clone();

    /// <summary>A matrix [first dimension, all others], copied.</summary>
    public double[,] Matrix(string name)
    {
        var rows = _shapes[name][0];
        var matrix = new double[rows, _values[name].Length / Math.Max(rows, 1)];
        _values[name].CopyTo(MatrixParts.Values(matrix));
        return matrix;
    }

    /// <summary>Sets a vector.</summary>
    public void Set(string name, ReadOnlySpan<double> values)
    {
        var into = _values[name];
        if (values.Length != into.Length) throw new ArgumentException($"'{name}' holds {into.Length} values, not {values.Length}.");
        values.CopyTo(into);
    }

    /// <summary>Sets a tensor from a matrix [first dimension, all others].</summary>
    public void Set(string name, double[,] values) => Set(name, MatrixParts.Values(values));
}
