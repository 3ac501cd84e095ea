using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Finds NaN and infinity.</summary>
public static class Finite
{
    /// <summary>Index of the first value that is NaN or infinite; -1 where all are finite.</summary>
    public static int IndexOfBad(ReadOnlySpan<float> values)
    {
        // x - x is 0 for every finite x and NaN for the others, and NaN survives being summed.
        var start = 0;
        for (; start <= values.Length - Vector<float>.Count; start += Vector<float>.Count)
        {
            var part = new Vector<float>(values[start..]);
            if (!Vector.EqualsAll(part - part, Vector<float>.Zero))
                break;
        }
        for (var i = start; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }
        return -1;
    }

    /// <summary>Refuses a tensor of float32 or float64 that holds NaN or infinity.</summary>
    /// <param name="tensor">What is checked; integers always pass.</param>
    /// <param name="what">Names it in the message, for example <c>'dense1.weight' in 'w.safetensors'</c>.</param>
    /// <exception cref="InputException">Names the value and its index, one number per dimension.</exception>
    public static void Require(Tensor tensor, string what)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var bad = tensor switch
        {
            Tensor<float> single => IndexOfBad(single.Values),
            Tensor<double> doubles => Array.FindIndex(doubles.Values, value => !double.IsFinite(value)),
            _ => -1,
        };
        if (bad >= 0)
            throw new InputException(
                $"{what} holds {Text(Value(tensor, bad))} at {ShapeSize.Text(Position(tensor.Shape, bad))}, where finite numbers were expected.");
    }

    /// <summary>NaN and infinity as words, whatever the culture.</summary>
    internal static string Text(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "infinity" : "-infinity";

    private static double Value(Tensor tensor, int index) =>
        tensor is Tensor<float> single ? single.Values[index] : ((Tensor<double>)tensor).Values[index];

    /// <summary>Where a value stands, one number per dimension, by its index in C order.</summary>
    internal static long[] Position(IReadOnlyList<long> shape, long index)
    {
        var position = new long[shape.Count];
        for (var axis = shape.Count - 1; axis >= 0; axis--)
            (index, position[axis]) = Math.DivRem(index, shape[axis]);
        return position;
    }
}
