using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Prints the nested class that holds all kernels: the code of the layers once, and the methods that it calls for each vector width. The
/// width is a type argument of the layers' code, a struct, so that the JIT compiles the code for the width in use with direct calls; text
/// then grows with the depth once, not once a width.
/// </summary>
internal static class KernelsEmitter
{
    public static void Print(NetworkPlan plan, SourceWriter writer)
    {
        var targets = VectorTarget.Widths.Select(bits => new VectorTarget(bits, plan.Precision)).ToImmutableArray();
        var layers = targets.Select(target => new KernelContext(plan, target, new SourceWriter())).ToImmutableArray();
        foreach (var k in layers) LayersEmitter.Print(k);
        var text = layers[0].Writer.ToString();
        if (layers.Any(k => k.Writer.ToString() != text)) throw new InvalidOperationException("The code of the layers depends on the vector width.");

        var widths = layers.Select(k => WidthEmitter.Text(k)).ToImmutableArray();
        using (writer.Block("private static unsafe class Kernels"))
        {
            writer.Lines(text.TrimEnd('\n')).Line();
            Interface(layers[0], widths[0], writer);
            layers[0].PrintTypes(writer);
            var epilogues = new EpilogueEmitter(writer, targets);
            epilogues.Declarations();
            layers[0].PrintEpilogues(epilogues);
            foreach (var width in widths) writer.Lines(width.TrimEnd('\n')).Line();
        }
    }

    // The methods that the layers' code calls, with the heads that they have in every width.
    private static void Interface(KernelContext k, string width, SourceWriter writer)
    {
        writer.Line("/// <summary>What the code of the layers calls; one struct a vector width.</summary>");
        using (writer.Block("internal interface IWidth"))
        {
            foreach (var name in k.Called) writer.Line($"static abstract {Head(width, name)};");
        }
        writer.Line();
    }

    private static string Head(string text, string name)
    {
        const string Start = "public static ";
        var line = text.Split('\n').Select(l => l.Trim()).First(l =>
            l.StartsWith(Start, StringComparison.Ordinal)
            && (l.Contains($" {name}(") || l.Contains($" {name}<")));
        return line.Substring(Start.Length);
    }
}
