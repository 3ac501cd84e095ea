namespace NetSpec.Generator;

/// <summary>Depthwise convolutions: channels lie in lanes, and every tap is one multiply-add of vectors.</summary>
internal sealed class DepthwiseEmitter : ConvolutionEmitter<Depthwise>
{
    public override string Form(Operation operation) => ((Depthwise)operation).IsSmall
        ? "channels in lanes, nine taps in registers, 2 lines of pixels"
        : "channels in lanes, taps in a loop";

    public override double SampleCost(Operation operation, VectorTarget target) =>
        Vectors(operation.Output, target) * (((Depthwise)operation).Grid.Taps + 3) * (((Depthwise)operation).IsSmall ? 1 : 2);

    protected override string Sums(Depthwise o, string epilogue, bool backward, KernelContext k)
    {
        var (name, scratch) = o.IsSmall ? (SmallDepthwiseMethods.Samples(k), "") : (DepthwiseMethods.Samples(k), ", scratch");
        return $"{k.Call(name)}<{epilogue}>(samples, {(backward ? o.Output.GradientName : o.Input.Name)}, {WalkMethods.Print(backward ? o.Backward : o.Forward, k)}, parameters + {o.Weight.Offset}, {(backward ? "true" : "false")}{scratch}";
    }

    protected override void KernelGradient(Depthwise o, KernelContext k) => KernelGradientMethods.Call(o, k);
}
