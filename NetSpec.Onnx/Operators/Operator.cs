using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>One operator of ONNX: what it makes of known numbers, and how it becomes layers. One file each, listed in <see cref="OperatorTable"/>.</summary>
internal abstract class Operator
{
    /// <summary>Its name in ONNX.</summary>
    public abstract string Type { get; }

    /// <summary>The number of inputs without which it means nothing.</summary>
    public virtual int LeastInputs => 1;

    /// <summary>The first version of ONNX's operators whose meaning of it is known here.</summary>
    public virtual int Since => 6;

    /// <summary>The attributes that it understands: a node with another one is refused, since ignoring it could change the answer.</summary>
    public virtual ImmutableArray<string> Attributes => [];

    /// <summary>The answer where every input is known; null where it is not computed beforehand.</summary>
    public virtual Tensor? Fold(NodeCall call, IReadOnlyList<Tensor?> inputs) => null;

    /// <summary>The answer where an input is a value of the network; null for an output that cannot be given.</summary>
    /// <exception cref="Refusal">The language cannot say it.</exception>
    public abstract IReadOnlyList<ImportValue?> Import(NodeCall call);
}
