namespace NetSpec.Onnx.Import;

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
