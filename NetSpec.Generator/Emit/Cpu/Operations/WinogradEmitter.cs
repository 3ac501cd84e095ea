namespace NetSpec.Generator;

/// <summary>Convolutions of 3x3 with fewer products; the gradient of the kernels is that of any convolution.</summary>
internal sealed class WinogradEmitter : ConvolutionEmitter<Winograd>
{
    public override string Form(Operation operation) =>
        $"register tile over transformed {((Winograd)operation).Tile.Edge}x{((Winograd)operation).Tile.Edge} tiles, {((Winograd)operation).Tile}" + (((Winograd)operation).Pool is { } pool ? $", {pool} on the way back" : "");

    public override double SampleCost(Operation operation, VectorTarget target) => ((Winograd)operation).Tile.Cost(((Winograd)operation).Forward, target);

    public override void RefreshForward(Operation operation, KernelContext k)
    {
        var o = (Winograd)operation;
        Transform($"parameters + {o.Weight.Offset}", o.Forward, o.Tile, o.Kernels, k);
    }

    public override void RefreshBackward(Operation operation, KernelContext k)
    {
        var o = (Winograd)operation;
        if (o.IsForInferenceOnly) return;
        ConvolveEmitter.Turn(o, k);
        Transform($"packed + {o.Turned}", o.Backward, o.Tile, o.TurnedKernels, k);
    }

    protected override string Sums(Winograd o, string epilogue, bool backward, KernelContext k) =>
        $"{k.Call(WinogradMethods.Samples(k, o.Tile, o.Pool is not null))}<{epilogue}>(samples, {(backward ? o.Output.GradientName : o.Input.Name)}, {WalkMethods.Print(backward ? o.BackwardTiles : o.ForwardTiles, k)}, packed + {(backward ? o.TurnedKernels : o.Kernels)}, scratch";

    protected override void KernelGradient(Winograd o, KernelContext k) => KernelGradientMethods.Call(o, k);

    private static void Transform(string panels, ConvolutionWalk walk, WinogradTile tile, long to, KernelContext k) =>
        k.Writer.Line($"{k.Call(WinogradMethods.Kernels(k, tile))}({panels}, {walk.Inputs}, {walk.Units}, packed + {to});");
}
