using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Sees layer outputs during <see cref="INetwork{T}.Observe"/>.</summary>
public interface ILayerObserver<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether the layer at this path is wanted; asked once per layer and call. The network's input has the path "", the states of a recurrent
    /// layer <see cref="LayerInfo.StatesPath"/>.
    /// </summary>
    bool Wants(string path);

    /// <summary>One slice of one layer's output (activation included). The memory is valid during the call only.</summary>
    void Observe(string path, LayerRows<T> rows);
}

/// <summary>Rows of units in a kernel's buffer: a dense layer has a row per sample, a sequence a row per step, an image a row of channels per pixel.</summary>
public readonly unsafe ref struct LayerRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T* _rows;
    private readonly nint _stride;

    /// <summary>Wraps a kernel's buffer.</summary>
    /// <param name="rows">First value of the first row.</param>
    /// <param name="stride">Values from one row to the next.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="width">Units of a row.</param>
    public LayerRows(T* rows, nint stride, int count, int width)
    {
        _rows = rows;
        _stride = stride;
        Count = count;
        Width = width;
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Units of a row.</summary>
    public int Width { get; }

    /// <summary>One row.</summary>
    public ReadOnlySpan<T> this[int index] => (uint)index < (uint)Count
        ? new(_rows + (index * _stride), Width)
        : throw new ArgumentOutOfRangeException(nameof(index));
}
