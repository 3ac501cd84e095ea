using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Onnx.Reading;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx;

/// <summary>Reads ONNX models as specs with weights.</summary>
public static class OnnxImporter
{
    /// <summary>Reads a model. Nothing is written.</summary>
    /// <param name="path">The file; values that it keeps in other files lie in its folder or below it.</param>
    /// <param name="name">Class name of the network, a C# identifier; null: made of the file's name.</param>
    /// <exception cref="InputException">The file is no model, or the language cannot say it: the message names the node, its operator and the reason.</exception>
    public static ImportedNetwork Import(string path, string? name = null) =>
        Import(ModelReader.Read(path), path, name ?? ClassNames.From(path));

    internal static ImportedNetwork Import(OnnxModel model, string path, string name)
    {
        model = Preparation.Prepare(model);
        if (model.Inputs.Length != 1)
            throw new InputException($"'{path}' has {model.Inputs.Length} inputs{Listed(model.Inputs.Select(i => i.Name))}; a network reads one.");
        if (model.Outputs.Length != 1)
            throw new InputException($"'{path}' has {model.Outputs.Length} outputs ({string.Join(", ", model.Outputs)}); a network gives one.");
        if (model.Inputs[0].Dimensions is not { } dimensions)
            throw new InputException($"The input '{model.Inputs[0].Name}' of '{path}' states no shape; a spec has fixed sizes.");
        return Try(model, dimensions, path, name);
    }

    // Of the meanings that fail, the one that got furthest knows best what is in the way.
    private static ImportedNetwork Try(OnnxModel model, ImmutableArray<long?> dimensions, string path, string name)
    {
        (int Progress, InputException Error)? best = null;
        foreach (var layout in InputMeaning.Of(dimensions.Length).Select(r => r.LayoutOf(dimensions)).OfType<Layout>())
        {
            var walk = new Walk(model, layout);
            try
            {
                return Result.Of(walk.Run(), layout, name, walk.Notes);
            }
            catch (InputException error)
            {
                if (best is null || walk.Progress > best.Value.Progress) best = (walk.Progress, error);
            }
        }
        throw best?.Error ?? new InputException(
            $"The input '{model.Inputs[0].Name}' of '{path}' has free sizes ([{string.Join(", ", dimensions.Select(d => d?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "free"))}]); a spec fixes all but the batch.");
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? $" ({text})" : "";
}
