using System.Collections.Immutable;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>Something that happens to a value: a node of the network that is being made. Compared by reference.</summary>
/// <param name="origin">The node of the model that it came from, for messages.</param>
internal abstract class Step(string origin)
{
    /// <summary>The node of the model that it came from, for messages.</summary>
    public string Origin { get; } = origin;

    /// <summary>What it reads.</summary>
    public abstract ImmutableArray<Step> Inputs { get; }

    /// <summary>The layer that it is, once no neighbour has taken it in.</summary>
    /// <exception cref="InputException">It can only be part of a neighbour.</exception>
    public abstract Placed Place();
}
