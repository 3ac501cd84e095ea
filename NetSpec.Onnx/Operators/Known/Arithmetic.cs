using System.Collections.Immutable;
using NetSpec.Onnx.Import;
using NetSpec.Runtime;

namespace NetSpec.Onnx.Operators;

/// <summary>What the operators of two numbers have in common.</summary>
internal static class Arithmetic
{
    /// <summary>Version 6 says by attributes what later ones do by rule.</summary>
    public static ImmutableArray<string> OldAttributes => ["axis", "broadcast"];

    /// <summary>Both inputs, a constant's axes put where the value's are.</summary>
    public static (ImportValue Left, ImportValue Right) Operands(NodeCall call)
    {
        if (call.Inputs.Count != 2 || call.Inputs[0] is not { } left || call.Inputs[1] is not { } right) throw new Refusal("it does not have two inputs");
        if (call.Attributes.Has("axis") && left is Signal signal && right is Known known)
            right = known with { Tensor = AtAxis(known.Tensor, signal.Layout.AxisOf(call.Attributes.Whole("axis", 0)), signal.Layout.Rank) };
        return (left, right);
    }

    /// <summary>A constant whose numbers may go into the network.</summary>
    public static Tensor Number(ImportValue value) => value switch
    {
        Known { OfBatch: true } => throw new Refusal("its constant depends on the size of the batch"),
        Known { Tensor: Tensor<long> } => throw new Refusal("its constant holds whole numbers where real ones belong"),
        Known known => known.Tensor,
        _ => throw new Refusal("it reads two values of the network"),
    };

    /// <summary>The answer for known numbers: whole ones stay whole.</summary>
    public static Tensor Fold(NodeCall call, IReadOnlyList<Tensor?> inputs, Func<double, double, double> real, Func<long, long, long> whole)
    {
        if (inputs.Count != 2 || inputs[0] is not { } left || inputs[1] is not { } right) throw new Refusal("it does not have two inputs");
        return Broadcast.Apply(left, right, real, whole);
    }

    // Version 6: the second operand's axes begin at one of the first's, instead of ending at its last.
    private static Tensor AtAxis(Tensor tensor, int axis, int rank)
    {
        var behind = rank - axis - tensor.Shape.Count;
        return behind <= 0 ? tensor : Rearrange.Reshape(tensor, [.. tensor.Shape, .. Enumerable.Repeat(1L, behind)]);
    }
}
