using NetSpec.Cli.Hosting;
using NetSpec.Runtime;

namespace NetSpec.Cli.Inputs;

/// <summary>Inputs and targets in npy files, held against a network.</summary>
internal static class Samples
{
    private static readonly Dictionary<Type, string> TypeNames = new()
    {
        [typeof(float)] = "float32", [typeof(double)] = "float64", [typeof(int)] = "int32", [typeof(long)] = "int64",
    };

    /// <summary>Reads samples: [n, ...] with as many values a sample as the network reads.</summary>
    /// <returns>n * InputSize values, all finite.</returns>
    public static float[] Inputs(string path, NetworkInfo info)
    {
        var tensor = Npy.Read(path);
        RequireFloating(path, tensor, "the input");
        RequireRows(path, tensor, "The input", "a sample");
        // Without samples the shape still tells their width.
        var width = tensor.Shape.Skip(1).Aggregate(1L, (product, d) => product * d);
        if (width != info.InputSize)
            throw new InputException($"The input has {width} values a sample, {info.Name} reads {info.InputSize} ('{path}' is {Text.Shape(tensor.Shape)}).");
        return Floats(path, tensor);
    }

    /// <summary>Reads targets: classes [n] for cross entropy, else [n, outputs]; [n] too where there is one.</summary>
    /// <returns>n * TargetSize values that the loss takes.</returns>
    public static float[] Targets(string path, NetworkInfo info, int samples)
    {
        var tensor = Npy.Read(path);
        RequireRows(path, tensor, "The target", "a sample");
        if (info.Loss == Loss.CrossEntropy && tensor.ElementType != typeof(int) && tensor.ElementType != typeof(long))
            throw new InputException($"'{path}' holds {TypeNames[tensor.ElementType]}, where the classes of {info.Name} are int32 or int64.");
        if (tensor.Shape[0] != samples)
            throw new InputException($"The target has {tensor.Shape[0]} samples, the input {samples} ('{path}' is {Text.Shape(tensor.Shape)}).");
        var width = tensor.Shape.Skip(1).Aggregate(1L, (product, d) => product * d);
        if (width != info.TargetSize)
            throw new InputException($"The target has {width} values a sample, {info.Name} takes {info.TargetSize} ('{path}' is {Text.Shape(tensor.Shape)}).");
        var values = Floats(path, tensor);
        Labels.Check(info, values);
        return values;
    }

    private static float[] Floats(string path, Tensor tensor)
    {
        Finite.Require(tensor, $"'{path}'");
        if (tensor is Tensor<float> single) return single.Values;
        var values = Array.ConvertAll(tensor.ToDoubles(), v => (float)v);
        // A float64 beyond float32's range is finite in the file only.
        Finite.Require(Tensor.Create(values, [.. tensor.Shape]), $"'{path}', taken as float32,");
        return values;
    }

    private static void RequireFloating(string path, Tensor tensor, string what)
    {
        if (tensor.ElementType != typeof(float) && tensor.ElementType != typeof(double))
            throw new InputException($"'{path}' holds {TypeNames[tensor.ElementType]}, where {what} is float32 or float64.");
    }

    private static void RequireRows(string path, Tensor tensor, string what, string row)
    {
        if (tensor.Shape.Count == 0)
            throw new InputException($"{what} '{path}' is a single number; its first axis must be {row} each.");
    }
}
