using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Spec;

/// <summary>A checked spec: every layer with its path, shapes, parameters and cost. What the generator, the pruner and the command read.</summary>
/// <param name="Spec">The spec it was resolved from.</param>
/// <param name="Layers">The top-level layers, in order.</param>
/// <param name="Output">Shape of one output.</param>
/// <param name="ParameterCount">Trainable values, a tied weight counted once.</param>
/// <param name="Macs">Multiply-accumulates of one sample.</param>
public sealed record ResolvedNetwork(
    NetworkSpec Spec,
    EquatableArray<ResolvedLayer> Layers,
    Shape Output,
    long ParameterCount,
    long Macs)
{
    /// <summary>Every layer in order of computation: what is inside a layer comes before it.</summary>
    public IEnumerable<ResolvedLayer> AllLayers() => Layers.SelectMany(layer => layer.WithInner());

    /// <summary>The layer of a path; null where there is none.</summary>
    public ResolvedLayer? Find(string path) => AllLayers().FirstOrDefault(layer => layer.Path == path);
}

/// <summary>A layer in its place.</summary>
/// <param name="Layer">As the spec states it.</param>
/// <param name="Path">Dotted path, for example <c>residual1.conv2d2</c>.</param>
/// <param name="Input">Shape it reads.</param>
/// <param name="Output">Shape it gives, activation included.</param>
/// <param name="Parameters">Its own parameters, in PyTorch's order (weight before bias); a tied weight is not among them.</param>
/// <param name="Macs">Multiply-accumulates of one sample, inner layers included.</param>
/// <param name="Branches">Inner lists: a residual's body and shortcut, a concat's branches; empty elsewhere.</param>
/// <param name="TieOwner">The layer whose weight is used in the end, ties of ties followed; null where the weight is its own.</param>
public sealed record ResolvedLayer(
    Layer Layer,
    string Path,
    Shape Input,
    Shape Output,
    EquatableArray<ParameterSpec> Parameters,
    long Macs,
    EquatableArray<ResolvedBranch> Branches,
    TieOwner? TieOwner = null)
{
    /// <summary>The layers inside this one, in order of computation, then itself.</summary>
    public IEnumerable<ResolvedLayer> WithInner() =>
        Branches.SelectMany(branch => branch.Layers.SelectMany(layer => layer.WithInner())).Concat([this]);
}

/// <summary>One inner list of layers: its role (<c>body</c>, <c>shortcut</c>, <c>branch1</c>, ...) and its layers (none: the identity).</summary>
public sealed record ResolvedBranch(string Role, EquatableArray<ResolvedLayer> Layers);

/// <summary>The weight that a tied layer uses: the owner's path, and how it is turned (composed over ties of ties).</summary>
public sealed record TieOwner(string Path, bool Transpose, bool Negate);
