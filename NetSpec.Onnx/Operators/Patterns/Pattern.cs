using System.Collections.Immutable;
using NetSpec.Onnx.Reading;

namespace NetSpec.Onnx.Operators;

/// <summary>A small graph of operators that is one operator in truth, as exporters write what an older version of ONNX has no operator for.</summary>
internal abstract class Pattern
{
    /// <summary>What it is, for the page on coverage.</summary>
    public abstract string Name { get; }

    /// <summary>The operators that its last node can be.</summary>
    public abstract ImmutableArray<string> Roots { get; }

    /// <summary>One node that gives what the root gives; null where the root is not the end of such a graph.</summary>
    public abstract OnnxNode? Match(OnnxNode root, PatternGraph graph);
}
