using System.Collections.Immutable;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Onnx.Import;

/// <summary>Multiplication by constants and addition of constants: into the weights before them where that is the same, else a normalize.</summary>
internal static class Affines
{
    /// <summary>Adds a constant that is broadcast to the value.</summary>
    public static Signal Add(NodeCall call, Signal signal, Tensor constant) => Apply(call, signal, constant, numbers => new Affine([1], numbers));

    /// <summary>Multiplies by a constant that is broadcast to the value.</summary>
    public static Signal Multiply(NodeCall call, Signal signal, Tensor constant) => Apply(call, signal, constant, numbers => new Affine(numbers, [0]));

    /// <summary>Changes each unit as a constant says that is broadcast to the value.</summary>
    public static Signal Apply(NodeCall call, Signal signal, Tensor constant, Func<ImmutableArray<double>, Affine> affine)
    {
        if (constant.ToDoubles().Any(v => !double.IsFinite((float)v))) throw new Refusal("its constant holds numbers that are not finite");
        // Broadcasting gives the value the constant's leading axes.
        var missing = constant.Shape.Count - signal.Layout.Rank;
        if (missing > 0) signal = signal with { Layout = signal.Layout.Unsqueeze([.. Enumerable.Range(0, missing).Select(i => (long)i)]) };
        if (!Spread.Varying(signal.Layout, constant.Shape).IsSubsetOf(Units.AtomsOf(signal.Layout))) signal = Units.Flatten(signal, call.Origin);
        return Apply(call, signal, affine(Units.Numbers(signal.Layout, constant)));
    }

    /// <summary>Changes each unit.</summary>
    public static Signal Apply(NodeCall call, Signal signal, Affine affine)
    {
        if (affine.IsIdentity) return signal;
        if (signal is { IsSole: true, Step: AffineStep before })
            return signal with { Step = new AffineStep(call.Origin, before.Input, before.Affine.Then(affine)) };
        // A scale above 0 stays a normalize, as the model's author wrote it.
        var belongsToWeights = affine.Scale.All(s => s == 1) || !affine.IsPositive;
        if (belongsToWeights && signal is { IsSole: true, Step: LayerStep { Layer.Activation: null } layer } && Linear.Fold(layer, affine) is { } folded)
            return signal with { Step = folded };
        return new Signal(new AffineStep(call.Origin, signal.Edge, affine), true, signal.Layout);
    }
}
