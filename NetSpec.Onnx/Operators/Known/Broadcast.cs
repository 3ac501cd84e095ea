using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>Known numbers of two shapes, taken together number by number.</summary>
internal static class Broadcast
{
    // What shapes and constants come to; anything larger is no constant that a person or an exporter wrote.
    private const long Most = 1 << 24;

    /// <summary>Applies a function of two numbers.</summary>
    public static Tensor Apply(Tensor left, Tensor right, Func<double, double, double> real, Func<long, long, long> whole)
    {
        var shape = Shape(left.Shape, right.Shape);
        var (l, r) = (Rearrange.Expand(left, shape), Rearrange.Expand(right, shape));
        if (l is Tensor<long> a && r is Tensor<long> b) return Tensor.Create(a.Values.Zip(b.Values, whole).ToArray(), shape);
        var values = l.ToDoubles().Zip(r.ToDoubles(), real);
        return l is Tensor<double> || r is Tensor<double>
            ? Tensor.Create(values.ToArray(), shape)
            : Tensor.Create(values.Select(v => (float)v).ToArray(), shape);
    }

    /// <summary>The shape that both are brought to.</summary>
    public static long[] Shape(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        var shape = new long[Math.Max(left.Count, right.Count)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (l, r) = (i <= left.Count ? left[^i] : 1, i <= right.Count ? right[^i] : 1);
            if (l != r && l != 1 && r != 1) throw new Refusal($"its inputs of [{string.Join(", ", left)}] and [{string.Join(", ", right)}] do not go together");
            shape[^i] = l == 1 ? r : l;
        }
        CheckSize(shape);
        return shape;
    }

    /// <summary>Refuses a shape that is too large to compute beforehand.</summary>
    public static void CheckSize(IEnumerable<long> shape)
    {
        var count = 1L;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && count > Most / dimension)) throw new Refusal($"it makes a constant of [{string.Join(", ", shape)}], more than {Most} numbers");
            count *= dimension;
        }
    }
}
