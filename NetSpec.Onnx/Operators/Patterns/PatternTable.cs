namespace NetSpec.Onnx.Operators;

/// <summary>The one table of patterns; for a root that several fit, the first one counts.</summary>
internal static class PatternTable
{
    public static IReadOnlyList<Pattern> All { get; } =
    [
        new GatedPattern(),
        new SoftplusPattern(),
        new SoftsignPattern(),
        new BoundsPattern(),
        new SoftmaxPattern(),
        new LogSoftmaxPattern(),
        new LayerNormPattern(),
        new LayerNormScalePattern(),
        new ConcatPattern(),
        new StatePattern(),
    ];
}
