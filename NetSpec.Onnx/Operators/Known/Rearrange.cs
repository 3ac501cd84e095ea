using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Known numbers in another order or shape.</summary>
internal static class Rearrange
{
    /// <summary>The numbers at these places.</summary>
    public static Tensor Pick(Tensor tensor, int[] places, params long[] shape) => tensor switch
    {
        Tensor<float> t => Tensor.Create(Array.ConvertAll(places, i => t.Values[i]), shape),
        Tensor<long> t => Tensor.Create(Array.ConvertAll(places, i => t.Values[i]), shape),
        Tensor<double> t => Tensor.Create(Array.ConvertAll(places, i => t.Values[i]), shape),
        _ => throw new Refusal("its constant is of a type that is not computed with"),
    };

    /// <summary>The same numbers under another shape.</summary>
    public static Tensor Reshape(Tensor tensor, params long[] shape) => tensor switch
    {
        _ when shape.Aggregate(1L, (p, d) => p * d) != tensor.Length => throw new Refusal($"it makes [{string.Join(", ", shape)}] of [{string.Join(", ", tensor.Shape)}]"),
        Tensor<float> t => Tensor.Create(t.Values, shape),
        Tensor<long> t => Tensor.Create(t.Values, shape),
        Tensor<double> t => Tensor.Create(t.Values, shape),
        _ => throw new Refusal("its constant is of a type that is not computed with"),
    };

    /// <summary>The numbers repeated along axes of size 1 until the shape is reached.</summary>
    public static Tensor Expand(Tensor tensor, params long[] shape)
    {
        if (tensor.Shape.SequenceEqual(shape)) return tensor;
        var strides = Strides(tensor.Shape);
        var lead = shape.Length - tensor.Shape.Count;
        return Walk(tensor, shape, [.. shape.Select((_, i) => i < lead || tensor.Shape[i - lead] == 1 ? 0 : strides[i - lead])], 0);
    }

    /// <summary>The axes in another order.</summary>
    public static Tensor Transpose(Tensor tensor, IReadOnlyList<long>? order)
    {
        var rank = tensor.Shape.Count;
        long[] permutation = [.. order ?? [.. Enumerable.Range(0, rank).Reverse().Select(i => (long)i)]];
        if (permutation.Length != rank || permutation.Distinct().Count() != rank || permutation.Any(p => p < 0 || p >= rank))
            throw new Refusal($"it orders {rank} axes by [{string.Join(", ", permutation)}]");
        var strides = Strides(tensor.Shape);
        return Walk(tensor, [.. permutation.Select(p => tensor.Shape[(int)p])], [.. permutation.Select(p => strides[(int)p])], 0);
    }

    /// <summary>Every so many numbers along each axis.</summary>
    public static Tensor Walk(Tensor tensor, long[] shape, long[] strides, long start)
    {
        var places = new int[shape.Aggregate(1L, (p, d) => checked(p * d))];
        var at = new long[shape.Length];
        var place = start;
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (int)place;
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                place += strides[axis];
                if (++at[axis] < shape[axis]) break;
                place -= strides[axis] * shape[axis];
                at[axis] = 0;
            }
        }
        return Pick(tensor, places, shape);
    }

    /// <summary>How far apart neighbours along each axis lie.</summary>
    public static long[] Strides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        var stride = 1L;
        for (var i = shape.Count - 1; i >= 0; stride *= shape[i], i--)
            strides[i] = stride;
        return strides;
    }
}
