namespace NetSpec.Runtime;

/// <summary>A parameter and the name of the tensor that it takes.</summary>
internal sealed record WeightsMatch(ParameterInfo Parameter, string Tensor);

/// <summary>Finds a tensor for every parameter and says what does not fit.</summary>
internal static class WeightsMatching
{
    // PyTorch counts layers within a recurrent module; a spec has one layer per module.
    private const string FirstLayer = "_l0";

    private static readonly string[] _endings =
        ["weight", "bias", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "running_mean", "running_var"];

    /// <summary>The matches; what has none is added to the problems.</summary>
    public static List<WeightsMatch> Match(
        IEnumerable<ParameterInfo> parameters, NamedTensors tensors, List<string> names, WeightsMap map, List<string> problems)
    {
        var matches = new List<WeightsMatch>();
        var left = new List<string>(names);
        foreach (var parameter in parameters)
        {
            var name = map == WeightsMap.Order ? FindByShape(parameter, tensors, left) : FindByName(parameter, left);
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

    private static string? FindByName(ParameterInfo parameter, List<string> names) =>
        names.Find(name => name == parameter.Name) ?? names.Find(name => name == parameter.Name + FirstLayer);

    private static string? FindByShape(ParameterInfo parameter, NamedTensors tensors, List<string> names)
    {
        var ending = EndingOf(parameter.Name);
        return names.Find(name => HasShape(tensors[name], parameter) && (EndingOf(name) is not { } other || other == ending));
    }

    private static string? EndingOf(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        if (last.EndsWith(FirstLayer, StringComparison.Ordinal)) last = last[..^FirstLayer.Length];
        return Array.Find(_endings, ending => ending == last);
    }

    private static bool HasShape(Tensor tensor, ParameterInfo parameter) => tensor.Shape.SequenceEqual(parameter.Shape.Select(d => (long)d));

    private static string Shown(ParameterInfo parameter) => $"{parameter.Name} {Shown(parameter.Shape)}";

    private static string Shown<TDimension>(IEnumerable<TDimension> shape) => $"[{string.Join(", ", shape)}]";
}
