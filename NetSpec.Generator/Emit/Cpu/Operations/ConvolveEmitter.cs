namespace NetSpec.Generator;

/// <summary>Convolutions: forward and gradient of the input are one walk of register tiles, the gradient of the kernels another (form 5).</summary>
internal sealed class ConvolveEmitter : ConvolutionEmitter<Convolve>
{
    public override string Form(Operation operation) => "register tile over taps and packed panels";

    public override double SampleCost(Operation operation, VectorTarget target) => Direct(((Convolve)operation).Forward, target);

    /// <summary>The cost of the plain sum over windows: a tile takes the pixels of one line, and the shorter ones wait for their sums.</summary>
    public static double Direct(ConvolutionWalk walk, VectorTarget target) =>
        walk.Lines.Places * (walk.Pixels.Places + 1.0) * Lanes(walk.Units, target) * ((walk.Lines.Taps * walk.Pixels.Taps * walk.Span) + 6);

    public override void RefreshBackward(Operation operation, KernelContext k) => Turn((Convolve)operation, k);

    /// <summary>Prints the call that turns the kernels for the gradient of the input.</summary>
    public static void Turn(Convolve o, KernelContext k) =>
        k.Writer.Line($"{k.Call(Turn(k))}(parameters + {o.Weight.Offset}, {WalkMethods.Print(o.Forward, k)}, {o.Backward.Span}, packed + {o.Turned});");

    protected override string Sums(Convolve o, string epilogue, bool backward, KernelContext k) =>
        $"{k.Call(ConvolveMethods.Samples(k))}<{epilogue}>(samples, {(backward ? o.Output.GradientName : o.Input.Name)}, {WalkMethods.Print(backward ? o.Backward : o.Forward, k)}, {(backward ? $"packed + {o.Turned}" : $"parameters + {o.Weight.Offset}")}, scratch";

    protected override void KernelGradient(Convolve o, KernelContext k)
    {
        KernelGradientMethods.Call(o, k);
        if (o.Forward.MixesGroups) k.Writer.Line($"{k.Call(KernelGradientMethods.ClearAcrossGroups(k))}(gradient + {o.Weight.Offset}, {WalkMethods.Print(o.Forward, k)});");
    }

    private static string Turn(KernelContext k)
    {
        var inputs = WalkMethods.InputsOf(k);
        return k.Need("TurnKernels", w =>
        {
            w.Line("// Panels of [units][inputs] to panels of [inputs][units] with the taps in reverse; padding lanes stay zero.");
            w.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            using (w.Block($"public static void TurnKernels({k.Scalar}* panels, in Walk walk, int turnedSpan, {k.Scalar}* to)"))
            {
                w.Line("int paddedUnits = (walk.Units + 15) & ~15, paddedInputs = (walk.Inputs + 15) & ~15, taps = walk.Lines.Taps * walk.Pixels.Taps;");
                w.Line("int unitsOfGroup = walk.Units / walk.Groups, inputsOfGroup = walk.Inputs / walk.Groups;");
                w.Line("var turned = walk;");
                w.Line("(turned.Inputs, turned.Units) = (walk.Units, walk.Inputs);");
                using (w.Block("for (var u = 0; u < walk.Units; u++)"))
                {
                    w.Line("int start = u & ~31, width = global::System.Math.Min(32, paddedUnits - start), group = u / unitsOfGroup;");
                    w.Line($"var inputs = {inputs}(walk, start, width, out var first);");
                    w.Line($"{k.Scalar}* from = panels + ((nint)start * taps * walk.Span) + (u - start);");
                    using (w.Block("for (var i = group * inputsOfGroup; i < (group + 1) * inputsOfGroup; i++)"))
                    {
                        w.Line("int toStart = i & ~31, toWidth = global::System.Math.Min(32, paddedInputs - toStart);");
                        w.Line($"var units = {inputs}(turned, toStart, toWidth, out var firstUnit);");
                        w.Line($"{k.Scalar}* into = to + ((nint)toStart * taps * turnedSpan) + ((u - firstUnit) * toWidth) + (i - toStart);");
                        using (w.Block("for (var tap = 0; tap < taps; tap++)"))
                            w.Line("into[(nint)(taps - 1 - tap) * units * toWidth] = from[(((nint)tap * inputs) + (i - first)) * width];");
                    }
                }
            }
        });
    }
}
