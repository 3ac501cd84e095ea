using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Spec.Resolving;

/// <summary>A layer's surroundings while it is checked.</summary>
internal sealed class LayerPlace(
    Layer layer,
    string path,
    Shape input,
    string source,
    ImmutableArray<ResolvedBranch> branches,
    Resolver resolver)
{
    public string Path { get; } = path;

    /// <summary>The shape it reads.</summary>
    public Shape Input { get; } = input;

    /// <summary>Who gives that shape, for messages: <c>the input</c>, or <c>'dense1'</c>.</summary>
    public string Source { get; } = source;

    /// <summary>Its inner lists, resolved.</summary>
    public ImmutableArray<ResolvedBranch> Branches { get; } = branches;

    /// <summary>Values of one step or position: the last dimension.</summary>
    public int Features => Input[Input.Rank - 1];

    /// <summary>The shape that an inner list gives; the input's where it is empty.</summary>
    public Shape OutputOf(ResolvedBranch branch) => branch.Layers.Count == 0 ? Input : branch.Layers[branch.Layers.Count - 1].Output;

    /// <summary>Who gives an inner list's output, for messages.</summary>
    public string LastOf(ResolvedBranch branch) => branch.Layers.Count == 0 ? Source : $"'{branch.Layers[branch.Layers.Count - 1].Path}'";

    /// <summary>A dense layer, or another, computed before this one; null where there is none of that path.</summary>
    public ResolvedLayer? FindEarlier(string path) => resolver.FindEarlier(path);

    /// <summary>Whether a path names a layer that is computed later, or this one.</summary>
    public bool IsLater(string path) => resolver.IsKnown(path);

    /// <summary>The nearest path of an earlier layer; null where none is near.</summary>
    public string? NearestEarlier(string path) => resolver.NearestEarlier(path);

    /// <summary>Reports an error and gives null.</summary>
    public LayerFacts? Fail(SpecDescriptor descriptor, string message, string? key = null)
    {
        resolver.Report(descriptor, message, Path, key, layer);
        return null;
    }

    /// <summary>Reports that the layer cannot read its input.</summary>
    public LayerFacts? FailInput(string reads, string hint = "") =>
        Fail(SpecDiagnostics.WrongShape, $"The {layer.Kind.Keyword} layer '{Path}' reads {reads}, but {Source} gives {Input}{hint}");

    /// <summary>The facts of a layer that gives the shape of the given dimensions; reports one that is too large.</summary>
    public LayerFacts? Gives(params long[] dimensions)
    {
        if (Sizes.Product(dimensions) <= int.MaxValue) return new LayerFacts(new Shape(dimensions.Select(d => (int)d).ToArray()));
        return Fail(
            SpecDiagnostics.TooManyValues,
            $"The output of '{Path}' would have more than 2147483647 values ({string.Join(" x ", dimensions)})");
    }

    /// <summary>The facts of a layer that keeps its input's shape.</summary>
    public LayerFacts Keeps() => new(Input);

    /// <summary>A parameter of this layer.</summary>
    public ParameterSpec Parameter(string name, ParameterRole role, long fanIn, long fanOut, params int[] shape) =>
        new($"{Path}.{name}", shape.ToImmutableArray(), role, fanIn, fanOut);
}
