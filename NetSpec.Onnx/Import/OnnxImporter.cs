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
    /// <param name="name">Class name of the network, a C# identifier; null: that of the spec which the model was exported from, or else made of the file's name.</param>
    /// <exception cref="InputException">The file is no model, or the language cannot say it: the message names the node, its operator and the reason.</exception>
    public static ImportedNetwork Import(string path, string? name = null)
    {
        var model = ModelReader.Read(path);
        return Import(model, path, name ?? StatedByNetSpec.Name(model) ?? ClassNames.From(path));
    }

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
        var layouts = new Queue<Layout>(InputMeaning.Of(dimensions.Length).Select(r => r.LayoutOf(dimensions)).OfType<Layout>());
        var reshaped = new HashSet<string>();
        while (layouts.TryDequeue(out var layout))
        {
            var walk = new Walk(model, layout);
            try
            {
                var network = Result.Of(walk.Run(), Giver(model), layout, name, StatedByNetSpec.Loss(model), walk.Notes);
                return walk.AsksForBatch ? ForAnyBatch(network, model, path, name) : network;
            }
            catch (OverflowException)
            {
                best ??= (0, new InputException($"'{path}' has values that are too large for a network."));
            }
            catch (InputException error)
            {
                if (dimensions.Length == 2)
                {
                    foreach (var shape in walk.Reshaped.Where(s => reshaped.Add(string.Join(',', s))).SelectMany(s => InputMeaning.OfRow(s, layout.Samples)))
                        layouts.Enqueue(shape);
                }
                if (best is null || walk.Progress > best.Value.Progress) best = (walk.Progress, error);
            }
        }
        var sizes = string.Join(", ", dimensions.Select(d => d is { } size ? $"{size}" : "free"));
        throw best?.Error ?? new InputException($"The input '{model.Inputs[0].Name}' of '{path}' has free sizes ([{sizes}]); a spec fixes all but the batch.");
    }

    // A number stood for the size of the batch. What comes of another one must be the same network.
    private static ImportedNetwork ForAnyBatch(ImportedNetwork network, OnnxModel model, string path, string name)
    {
        var layout = network.Input.With(BatchSize.FreeToo);
        var walk = new Walk(model, layout);
        var again = Result.Of(walk.Run(), Giver(model), layout, name, StatedByNetSpec.Loss(model), walk.Notes);
        var isSame = network.Spec.Equals(again.Spec) && network.Weights.Names.SequenceEqual(again.Weights.Names)
            && network.Weights.Names.All(n => ((Tensor<float>)network.Weights[n]).Values.SequenceEqual(((Tensor<float>)again.Weights[n]).Values));
        return isSame ? network : throw new InputException($"'{path}' computes something else for each size of the batch, and a network treats every sample alike.");
    }

    private static string Giver(OnnxModel model) => model.Nodes.FirstOrDefault(n => n.Outputs.Contains(model.Outputs[0]))?.Label ?? $"The output '{model.Outputs[0]}'";

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? $" ({text})" : "";
}
