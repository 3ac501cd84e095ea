using System.Text.Json;
using NetSpec.Cli.Hosting;
using NetSpec.Runtime;

namespace NetSpec.Cli.Networks;

/// <summary>What a model keeps of its data in the metadata of its weights: class names, feature names in order, scaling.</summary>
internal static class ModelData
{
    private const string ClassesKey = "netspec.classes";
    private const string ScaleKey = "netspec.scale";

    /// <summary>As metadata.</summary>
    public static Dictionary<string, string> Metadata(DataDescription description)
    {
        var metadata = new Dictionary<string, string> { [ScaleKey] = description.Scale.ToString("R", System.Globalization.CultureInfo.InvariantCulture) };
        if (description.ClassNames.Count > 0) metadata[ClassesKey] = JsonSerializer.Serialize(description.ClassNames);
        if (description.FeatureNames.Count > 0) metadata[Weights.FeaturesKey] = JsonSerializer.Serialize(description.FeatureNames);
        return metadata;
    }

    /// <summary>Names of the classes; empty where none were kept.</summary>
    public static IReadOnlyList<string> ClassNames(IReadOnlyDictionary<string, string> metadata) => List(metadata, ClassesKey);

    /// <summary>Data read as the model's was: the same columns in the same order, the same classes, unless the options say otherwise.</summary>
    public static DataOptions Adapt(DataOptions options, IReadOnlyDictionary<string, string> metadata)
    {
        if (IsOpen(options, "features") && List(metadata, Weights.FeaturesKey) is { Count: > 0 } features)
            options = options.With("features", features);
        if (IsOpen(options, "categories") && List(metadata, ClassesKey) is { Count: > 0 } classes)
            options = options.With("categories", classes);
        return options;
    }

    /// <summary>Warns where data was scaled otherwise than the model's.</summary>
    public static void CompareScale(DataDescription description, IReadOnlyDictionary<string, string> metadata, Terminal terminal)
    {
        if (metadata.TryGetValue(ScaleKey, out var text) && Options.Declare.TryNumber(text, out var scale) && scale != description.Scale)
            terminal.Warn($"Warning: the weights were trained on values divided by {text}, these are divided by {Text.Count(description.Scale)}.");
    }

    private static bool IsOpen(DataOptions options, string key) => options.KindInfo?.Takes(key) == true && !options.Values.ContainsKey(key);

    private static IReadOnlyList<string> List(IReadOnlyDictionary<string, string> metadata, string key)
    {
        try
        {
            return metadata.TryGetValue(key, out var text) ? JsonSerializer.Deserialize<string[]>(text) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw new InputException($"The metadata '{key}' of the weights is no list of names.", exception);
        }
    }
}
