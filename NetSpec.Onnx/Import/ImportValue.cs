using NetSpec.Runtime;

namespace NetSpec.Onnx.Import;

/// <summary>What a name of the model stands for.</summary>
internal abstract record ImportValue;

/// <summary>Numbers that are known.</summary>
/// <param name="Tensor">The numbers.</param>
/// <param name="OfBatch">Whether they were computed from a free batch size, for which a stand-in was put: good for shapes, never for weights.</param>
/// <param name="Name">The initializer's name; null for computed ones.</param>
internal sealed record Known(Tensor Tensor, bool OfBatch = false, string? Name = null) : ImportValue;

/// <summary>A value of the network.</summary>
/// <param name="Step">What gives it.</param>
/// <param name="IsSole">Whether one reader alone reads it.</param>
/// <param name="Layout">How its axes lie.</param>
internal sealed record Signal(Step Step, bool IsSole, Layout Layout) : ImportValue
{
    /// <summary>Reads the step.</summary>
    public Edge Edge => new(Step, IsSole);

    /// <summary>The shape in the language.</summary>
    public NetSpec.Spec.Shape Shape => Layout.Shape;
}
