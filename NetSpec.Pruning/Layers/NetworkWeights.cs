using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>A network's parameters in float64 while they are worked on, by PyTorch's names.</summary>
internal sealed class NetworkWeights
{
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _shapes = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>Makes zeroed parameters of given names and shapes.</summary>
    public NetworkWeights(IEnumerable<(string Name, int[] Shape)> parameters)
    {
        foreach (var (name, shape) in parameters)
        {
            _names.Add(name);
            _shapes.Add(name, shape);
            _values.Add(name, new double[shape.Aggregate(1L, (product, d) => checked(product * d))]);
        }
    }

    /// <summary>Names in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads tensors.</summary>
    /// <exception cref="InputException">One is missing, has another shape or holds a value that is not finite.</exception>
    public void Load(NamedTensors tensors)
    {
        foreach (var name in _names)
        {
            if (!tensors.TryGet(name, out var tensor)) throw new InputException($"The weights have no tensor '{name}'.");
            if (!tensor.Shape.SequenceEqual(_shapes[name].Select(d => (long)d)))
                throw new InputException($"The tensor '{name}' has the shape [{string.Join(", ", tensor.Shape)}]; the spec asks for [{string.Join(", ", _shapes[name])}].");
            _values[name] = tensor.ToDoubles();
            if (!_values[name].All(double.IsFinite)) throw new InputException($"The tensor '{name}' holds a value that is not finite.");
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
        Buffer.BlockCopy(_values[name], 0, matrix, 0, sizeof(double) * matrix.Length);
        return matrix;
    }

    /// <summary>Sets a vector.</summary>
    public void Set(string name, double[] values) => Set(name, values, values.Length);

    /// <summary>Sets a tensor from a matrix [first dimension, all others].</summary>
    public void Set(string name, double[,] values) => Set(name, values, values.Length);

    private void Set(string name, Array values, int length)
    {
        var into = _values[name];
        if (length != into.Length) throw new ArgumentException($"'{name}' holds {into.Length} values, not {length}.");
        Buffer.BlockCopy(values, 0, into, 0, sizeof(double) * length);
    }

    /// <summary>The parameters as tensors, float64 or rounded to float32.</summary>
    public NamedTensors Save(bool asDoubles)
    {
        var tensors = new NamedTensors();
        foreach (var name in _names)
        {
            var shape = Array.ConvertAll(_shapes[name], d => (long)d);
            tensors[name] = asDoubles
                ? Tensor.Create((double[])_values[name].Clone(), shape)
                : Tensor.Create(Array.ConvertAll(_values[name], v => (float)v), shape);
        }
        return tensors;
    }
}
