using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Parameters to and from named tensors: PyTorch's names, shapes and order of values.</summary>
public static class Weights
{
    /// <summary>Metadata: SHA-256 of the canonical spec. Another hash is no error: names and shapes decide.</summary>
    public const string SpecHashKey = "netspec.spec_hash";

    /// <summary>Metadata: the network's class name.</summary>
    public const string NameKey = "netspec.name";

    /// <summary>Metadata: names of the values of a sample in their order, a JSON list, where the data has such names.</summary>
    public const string FeaturesKey = "netspec.features";

    /// <summary>Copies all parameters, in the element type of the network, with the spec's hash and name as metadata.</summary>
    /// <param name="parameters">What is saved.</param>
    /// <param name="metadata">What else travels along (class names, scaling); null: nothing.</param>
    public static NamedTensors Save<T>(ParameterSet<T> parameters, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new NamedTensors();
        PackedTensors.Save(tensors, "", parameters.Memory, parameters.Info.Parameters);
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
            tensors.Metadata[key] = value;
        tensors.Metadata[SpecHashKey] = parameters.Info.SpecHash;
        tensors.Metadata[NameKey] = parameters.Info.Name;
        return tensors;
    }

    /// <summary>
    /// Sets all parameters, or none. float32 and float64 are taken; PyTorch's <c>weight_ih_l0</c> is <c>weight_ih</c>, its
    /// <c>num_batches_tracked</c> is ignored.
    /// </summary>
    /// <param name="parameters">What is set.</param>
    /// <param name="tensors">What a file held.</param>
    /// <param name="map">How tensors find their parameters.</param>
    /// <param name="source">Where the tensors are from, for messages; null: not said.</param>
    /// <exception cref="InputException">Tensors are missing, left over, of another shape or type, or hold NaN or infinity: all of them are listed.</exception>
    public static void Load<T>(ParameterSet<T> parameters, NamedTensors tensors, WeightsMap map = WeightsMap.ByName, string? source = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var problems = new List<string>();
        var matches = Match(parameters.Info, tensors, map, problems);
        var values = matches.ToDictionary(m => m.Parameter, m => WeightsValues.Read<T>(m.Tensor, tensors[m.Tensor], problems));
        if (problems.Count > 0)
        {
            var where = source is null ? "" : $" in '{source}'";
            var hint = map == WeightsMap.ByName ? Hint(parameters.Info, tensors) : "";
            throw new InputException($"The weights{where} do not fit {parameters.Info.Name}: {string.Join("; ", problems)}.{hint}");
        }
        foreach (var (parameter, array) in values)
            parameters.Write(parameter.Name, array);
    }

    /// <summary>Which tensor each parameter takes, in the parameters' order; those that take none are left out.</summary>
    /// <param name="info">The network.</param>
    /// <param name="tensors">What a file held.</param>
    /// <param name="map">How tensors find their parameters.</param>
    public static IReadOnlyList<(string Parameter, string Tensor)> Find(NetworkInfo info, NamedTensors tensors, WeightsMap map) =>
        [.. Match(info, tensors, map, []).Select(match => (match.Parameter.Name, match.Tensor))];

    private static List<WeightsMatch> Match(NetworkInfo info, NamedTensors tensors, WeightsMap map, List<string> problems)
    {
        var names = tensors.Names.Where(name => !name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToList();
        return WeightsMatching.Match(info.Parameters, tensors, names, map, problems);
    }

    // Names of another program's modules: what it takes to load them all the same.
    private static string Hint(NetworkInfo info, NamedTensors tensors)
    {
        const int Shown = 3;
        var problems = new List<string>();
        var matches = Match(info, tensors, WeightsMap.Order, problems);
        if (problems.Count > 0 || matches.All(match => match.Tensor == match.Parameter.Name)) return "";
        var pairs = matches.Take(Shown).Select(match => $"{match.Parameter.Name} from {match.Tensor}");
        return $" By order and shape they fit ({string.Join(", ", pairs)}{(matches.Count > Shown ? ", ..." : "")}): load them by order (--map order), or give the layers of the spec the names that the tensors have.";
    }
}
