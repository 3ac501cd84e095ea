using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetSpec.Spec.Reading;

namespace NetSpec.Spec;

/// <summary>Writes a network as a person would: one line a layer, defaults left out. The same spec gives the same bytes.</summary>
public static class SpecWriter
{
    /// <summary>The canonical text, lines ended by <c>\n</c>; <see cref="SpecReader.Read"/> gives the same spec back.</summary>
    /// <param name="spec">The network; unnamed layers have their default names.</param>
    /// <param name="comments">Lines put above it, each behind <c># </c>.</param>
    public static string Write(NetworkSpec spec, IEnumerable<string>? comments = null)
    {
        var writer = new Writing.BlockWriter();
        foreach (var comment in comments ?? [])
            writer.Line(("# " + comment.Replace("\r", " ").Replace("\n", " ")).TrimEnd());
        writer.Line("netspec: 1");
        writer.Line("name: " + TextForm.Name.Write(spec.Name).Flow);
        if (spec.Namespace is { } space) writer.Line("namespace: " + TextForm.Name.Write(space).Flow);
        if (spec.Backends != NetworkOptions.Backends.Default) writer.Line("backends: " + NetworkOptions.Backends.Form.Write(spec.Backends).Flow);
        writer.Line("input: " + NetworkOptions.Input.Form.Write(spec.Input.Dimensions).Flow);
        writer.Line("layers:");
        writer.Layers(new Writing.YamlLayers(spec.Layers.Items.Select(Writing.LayerWriter.Layer).ToImmutableArray()), 2);
        writer.Line("loss: " + NetworkOptions.Loss.Form.Write(spec.Loss).Flow);
        return writer.Text;
    }

    /// <summary>One layer on one line, without braces: <c>dense: 16, activation: relu</c>.</summary>
    public static string Write(Layer layer)
    {
        var flow = Writing.LayerWriter.Layer(layer).Flow;
        return flow.Substring(2, flow.Length - 4);
    }
}
