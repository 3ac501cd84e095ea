namespace NetSpec.Runtime;

/// <summary>A parameter and the name of the tensor that it takes.</summary>
internal sealed record WeightsMatch(ParameterInfo Parameter, string Tensor);

/// <summary>Finds a tensor for every parameter and says what does not fit.</summary>
internal static class WeightsMatching
{
    // PyTorch counts layers within a recurrent module; a spec has one layer per module.
    private const string FirstLayer = "_l0";

    // What parallel and compiled modules put before the names of the module that they wrap.
    private static readonly string[] _wrappers = ["module.", "_orig_mod."];

    private static readonly string[] _endings =
        ["weight", "bias", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "running_mean", "running_var"];

    /// <summary>The matches; what has none is added to the problems.</summary>
    public static List<WeightsMatch> Match(
        IEnumerable<ParameterInfo> parameters, NamedTensors tensors, List<string> names, WeightsMap map, List<string> problems)
    {
        var matches = new List<WeightsMatch>();
        var left = map == WeightsMap.Order ? InOrder(names) : [.. names];
        var prefix = WrapperOf(names);
        foreach (var parameter in parameters)
        {
            var name = map == WeightsMap.Order ? FindByShape(parameter, tensors, left) : FindByName(parameter, prefix, left);
            if (name is null)
                problems.Add(map == WeightsMap.Order ? $"no tensor is left for {Shown(parameter)}" : $"{Shown(parameter)} is missing");
            else if (!HasShape(tensors[name], parameter))
                problems.Add($"{name} has the shape {Shown(tensors[name].Shape)}, not {Shown(parameter.Shape)}");
            else
                matches.Add(new(parameter, name));
            if (name is not null) left.Remove(name);
        }
        problems.AddRange(left.Select(name => $"{name} {Shown(tensors[name].Shape)} is no parameter of it"));
        return matches;
    }

    private static string? FindByName(ParameterInfo parameter, string prefix, List<string> names) =>
        names.Find(name => name == prefix + parameter.Name) ?? names.Find(name => name == prefix + parameter.Name + FirstLayer);

    private static string WrapperOf(List<string> names)
    {
        var prefix = "";
        while (names.Count > 0 && Array.Find(_wrappers, w => names.TrueForAll(name => name.StartsWith(prefix + w, StringComparison.Ordinal))) is { } wrapper)
            prefix += wrapper;
        return prefix;
    }

    // Python's writer of safetensors sorts by name as text, where net.10 stands before net.2; modules stood by their numbers.
    private static List<string> InOrder(List<string> names) =>
        names.SequenceEqual(names.Order(StringComparer.Ordinal)) ? [.. names.Order(NaturalOrder.Instance)] : [.. names];

    private static string? FindByShape(ParameterInfo parameter, NamedTensors tensors, List<string> names)
    {
        var ending = EndingOf(parameter.Name);
        return names.Find(name => HasShape(tensors[name], parameter) && (EndingOf(name) is not { } other || other == ending));
    }

    private static string? EndingOf(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var layer = last.LastIndexOf("_l", StringComparison.Ordinal);
        if (layer > 0 && layer + 2 < last.Length && last.AsSpan(layer + 2).IndexOfAnyExceptInRange('0', '9') < 0) last = last[..layer];
        return Array.Find(_endings, ending => ending == last);
    }

    private static bool HasShape(Tensor tensor, ParameterInfo parameter) => tensor.Shape.SequenceEqual(parameter.Shape.Select(d => (long)d));

    private static string Shown(ParameterInfo parameter) => $"{parameter.Name} {Shown(parameter.Shape)}";

    private static string Shown<TDimension>(IEnumerable<TDimension> shape) => $"[{string.Join(", ", shape)}]";
}
