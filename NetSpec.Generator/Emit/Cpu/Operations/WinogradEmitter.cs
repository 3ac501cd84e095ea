namespace NetSpec.Generator;

/// <summary>Convolutions of 3x3 with fewer products; the gradient of the kernels is that of any convolution.</summary>
internal sealed class WinogradEmitter : ConvolutionEmitter<Winograd>
{
    public override string Form(Operation operation) => "register tile over transformed 4x4 tiles, F(2x2, 3x3)";

    public override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (Winograd)operation;
        Transform($"parameters + {o.Weight.Offset}", o.Forward, o.Kernels, k);
    }

    public override void RefreshBackward(Operation operation, KernelContext k)
    {
        var o = (Winograd)operation;
        ConvolveEmitter.Turn(o, k);
        Transform($"packed + {o.Turned}", o.Backward, o.TurnedKernels, k);
    }

    protected override string Sums(Winograd o, string epilogue, bool backward, KernelContext k) =>
        $"{k.Call(WinogradMethods.Samples(k))}<{epilogue}>(samples, {(backward ? o.Output.GradientName : o.Input.Name)}, {WalkMethods.Print(backward ? o.BackwardTiles : o.ForwardTiles, k)}, packed + {(backward ? o.TurnedKernels : o.Kernels)}, scratch";

    protected override void KernelGradient(Winograd o, KernelContext k) => KernelGradientMethods.Call(o, k);

    private static void Transform(string panels, ConvolutionWalk walk, long to, KernelContext k) =>
        k.Writer.Line($"{k.Call(WinogradMethods.Kernels(k))}({panels}, {walk.Inputs}, {walk.Units}, packed + {to});");
}
