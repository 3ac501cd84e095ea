using System.Numerics;
using NetSpec.Runtime;

namespace NetSpec.Pruning;

/// <summary>Collects what one layer gives.</summary>
internal sealed class RowCollector<T>(string wanted) : ILayerObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<double> _values = [];
    private int _width;

    /// <inheritdoc/>
    public bool Wants(string path) => path == wanted;

    /// <inheritdoc/>
    public void Observe(string path, LayerRows<T> rows)
    {
        if (path != wanted) return;
        _width = rows.Width;
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var value in rows[i]) _values.Add(double.CreateChecked(value));
        }
    }

    /// <summary>All rows, [rows, units].</summary>
    /// <exception cref="InputException">A value is not finite: the weights are unfit.</exception>
    public double[,] ToMatrix()
    {
        var matrix = new double[_width == 0 ? 0 : _values.Count / _width, _width];
        for (var i = 0; i < _values.Count; i++)
        {
            if (!double.IsFinite(_values[i])) throw new InputException($"The layer '{wanted}' gives a value that is not finite; its weights or inputs are too large.");
            matrix[i / _width, i % _width] = _values[i];
        }
        return matrix;
    }
}
