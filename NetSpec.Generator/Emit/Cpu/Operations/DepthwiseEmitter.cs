namespace NetSpec.Generator;

/// <summary>Depthwise convolutions: channels lie in lanes, and every tap is one multiply-add of vectors.</summary>
internal sealed class DepthwiseEmitter : ConvolutionEmitter<Depthwise>
{
    public override string Form(Operation operation) => "channels in lanes, taps in a loop";

    protected override string Sums(Depthwise o, string epilogue, bool backward, KernelContext k) =>
        $"{k.Call(DepthwiseMethods.Samples(k))}<{epilogue}>(samples, {(backward ? o.Output.GradientName : o.Input.Name)}, {WalkMethods.Print(backward ? o.Backward : o.Forward, k)}, parameters + {o.Weight.Offset}, {(backward ? "true" : "false")}, scratch";

    protected override void KernelGradient(Depthwise o, KernelContext k) => KernelGradientMethods.Call(o, k);
}
