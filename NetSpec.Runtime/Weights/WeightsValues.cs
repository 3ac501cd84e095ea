using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Values of a tensor in a network's element type.</summary>
internal static class WeightsValues
{
    /// <summary>The values; an integer type, NaN, infinity or a number too large is added to the problems.</summary>
    public static T[] Read<T>(string name, Tensor tensor, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor is Tensor<T> same) return Finite(name, same, same.Values, problems);
        if (tensor is Tensor<float> single) return Finite(name, tensor, Array.ConvertAll(single.Values, T.CreateSaturating), problems);
        if (tensor is Tensor<double> wide) return Finite(name, tensor, Array.ConvertAll(wide.Values, T.CreateSaturating), problems);
        problems.Add($"{name} holds {(tensor.ElementType == typeof(int) ? "int32" : "int64")}, not float32 or float64");
        return [];
    }

    private static T[] Finite<T>(string name, Tensor tensor, T[] values, List<string> problems)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var index = Array.FindIndex(values, v => !T.IsFinite(v));
        if (index >= 0)
            problems.Add(FormattableString.Invariant($"{name}[{string.Join(", ", Runtime.Finite.Position(tensor.Shape, index))}] is {tensor.ToDoubles()[index]}, which is no finite {Name(typeof(T))}"));
        return values;
    }

    private static string Name(Type type) => type == typeof(float) ? "float32" : "float64";
}
