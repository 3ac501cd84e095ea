using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>From the value of a model's output to a checked spec with weights.</summary>
internal static class Result
{
    private const string NoLoss = "ONNX states no loss: set 'loss:' before training, since mse stands there only by default.";

    public static ImportedNetwork Of(Signal output, string label, Layout input, string name, Loss? stated, IReadOnlyList<string> notes)
    {
        var given = Answer(output, label);
        ImmutableArray<Placed> outline;
        try
        {
            outline = Outline.Of(given.Step);
        }
        catch (Refusal refusal)
        {
            throw refusal.Beside(given.Step);
        }
        // A model that only looks at its input in another way still is a network.
        if (outline.IsEmpty) outline = [new(given.Step, new ActivationLayer { Activation = new ActivationSpec(Activation.Linear) }, [], null, [])];
        var (network, assembly) = Assemble(outline, input, name);
        var loss = LossOf(network, stated);
        var spec = Checked(network.Spec with { Loss = loss ?? Loss.Mse });
        var weights = assembly.Weights();
        weights.Metadata[Weights.SpecHashKey] = SpecHash.Of(spec);
        weights.Metadata[Weights.NameKey] = name;
        string[] lossNotes = loss is null ? [NoLoss] : [];
        return new(spec, weights, [.. notes.Distinct(), .. AxisNames.Notes(input, "input"), .. AxisNames.Notes(given.Layout, "output"), .. lossNotes], input, given.Layout);
    }

    // The output keeps the model's order of values within a sample, or that of a transposed axis, which the notes then say.
    private static Signal Answer(Signal output, string label)
    {
        var layout = output.Layout;
        if (layout.Groups.Length > 1 && layout.Axes.Any(a => a.ToHashSet().IsSupersetOf(layout.Ordered()) && layout.Ordered().Length > 1))
            output = Units.Flatten(output, label);
        // An axis of the language may be spread over several of the model's: those must follow each other in its order.
        int[] order = [.. output.Layout.Axes.SelectMany(a => a)];
        var isOrdered = Enumerable.Range(0, output.Layout.Groups.Length).All(g => order.Where(output.Layout.Ordered(g).Contains).SequenceEqual(output.Layout.Ordered(g)));
        if (!isOrdered || output.Layout.Axes.Any(a => !a.SequenceEqual(a.Order()) || (a.Contains(Layout.Batch) && a.Length > 1)))
            throw new Refusal($"it gives a value of {output.Layout} whose order of values no layer of the language has").At(label);
        return output;
    }

    private static (ResolvedNetwork Network, Assembly Assembly) Assemble(ImmutableArray<Placed> outline, Layout input, string name)
    {
        for (var refused = new HashSet<string>(StringComparer.Ordinal); ;)
        {
            var assembly = new Assembly(refused);
            var spec = new NetworkSpec(name, null, Backends.Cpu, input.Shape, assembly.Layers(outline), Loss.Mse);
            SpecIssue? first = null;
            if (SpecAnalysis.Resolve(spec, issue => first ??= issue) is { } network) return (network, assembly);
            // A name of the model that C# does not take: the layer goes without it.
            if (first!.Key == "name" && first.Layer is { } layer && refused.Add(layer.Name)) continue;
            if (assembly.OriginOf(first.LayerPath) is { } origin) throw new Refusal(first.Message.TrimEnd('.')).At(origin);
            throw new InputException($"The model cannot be said in the language: {first.Message.TrimEnd('.')}.");
        }
    }

    // What is written must be read again: the text's own rules (ranges of options, depth, size) come to bear here.
    private static NetworkSpec Checked(NetworkSpec spec)
    {
        var read = SpecReader.Read(SpecWriter.Write(spec), spec.Name + ".net.yaml");
        return read.Network is not null ? spec : throw new InputException($"The model cannot be said in the language: {read.Diagnostics[0].Message.TrimEnd('.')}.");
    }

    // What the model states is taken where its output can have it. A graph alone does not say what was minimised (null); but where it gives
    // log-probabilities, cross entropy of them is the negative log-likelihood, since a softmax leaves them as they are.
    private static Loss? LossOf(ResolvedNetwork network, Loss? stated)
    {
        if (stated is { } loss && SpecAnalysis.Resolve(network.Spec with { Loss = loss }, _ => { }) is not null) return loss;
        var isLogSoftmax = network.Output.Rank == 1 && network.Spec.Layers[network.Spec.Layers.Count - 1].Activation?.Kind == Activation.LogSoftmax;
        return isLogSoftmax ? Loss.CrossEntropy : null;
    }
}
