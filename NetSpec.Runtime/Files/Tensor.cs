namespace NetSpec.Runtime;

/// <summary>An array with a shape, C order. The form in which parameters and moments travel between files, pruning and networks; never used in kernels.</summary>
public abstract class Tensor
{
    private protected Tensor(long[] shape) => Shape = shape;

    /// <summary>The dimensions; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of values.</summary>
    public abstract long Length { get; }

    /// <summary>The type of the values: float, double, int or long.</summary>
    public abstract Type ElementType { get; }

    /// <summary>The values as doubles, a fresh array.</summary>
    public abstract double[] ToDoubles();

    /// <summary>Wraps values (not copied).</summary>
    /// <exception cref="InputException">The shape does not hold that many values.</exception>
    public static Tensor<T> Create<T>(T[] values, params long[] shape)
        where T : unmanaged, System.Numerics.INumber<T> => new(values, shape);
}

/// <summary>A tensor of one element type.</summary>
public sealed class Tensor<T> : Tensor
    where T : unmanaged, System.Numerics.INumber<T>
{
    internal Tensor(T[] values, long[] shape)
        : base(shape)
    {
        if (ShapeSize.Count(shape) != values.LongLength)
            throw new InputException($"A tensor of shape {ShapeSize.Text(shape)} cannot hold {values.LongLength} values.");
        Values = values;
    }

    /// <summary>The values, C order.</summary>
    public T[] Values { get; }

    /// <inheritdoc/>
    public override long Length => Values.LongLength;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override double[] ToDoubles() => Array.ConvertAll(Values, double.CreateChecked);
}
