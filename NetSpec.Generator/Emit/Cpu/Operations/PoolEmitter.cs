namespace NetSpec.Generator;

/// <summary>Pooling: channels lie in lanes; windows are cut off at the image's edges, so that no padding is read.</summary>
internal sealed class PoolEmitter : OperationEmitter<Pool>
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    public override double SampleCost(Operation operation, VectorTarget target) => Vectors(operation.Output, target) * ((2 * ((Pool)operation).Grid.Taps) + 2);

    public override bool CanUnroll(Operation operation) => false;

    protected override void Forward(Pool pool, KernelContext k)
    {
        var v = k.Target;
        var name = k.Need(pool.IsMean ? "MeanPool" : "MaxPool", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void {(pool.IsMean ? "MeanPool" : "MaxPool")}(int samples, {k.Scalar}* x, in Walk walk, {k.Scalar}* y, nint yRow)"))
            using (w.Block("for (; samples > 0; samples--, x += walk.Lines.Size * walk.Pixels.Size * walk.Row)"))
            {
                OverWindows(w, v, "y += yRow", () =>
                {
                    w.Line($"{k.Scalar}* first = x + (((nint)top * walk.Pixels.Size) + left) * walk.Row + i;");
                    w.Line(pool.IsMean ? $"var value = {v.Zero};" : $"var value = {v.Static}.LoadAligned(first);");
                    OverPixels(w, k.Scalar, "first", () => w.Line(pool.IsMean
                        ? $"value += {v.Static}.LoadAligned(p);"
                        // NaN must reach the loss, so the native maximum will not do.
                        : $"value = {v.Static}.Max(value, {v.Static}.LoadAligned(p));"));
                    w.Line($"({(pool.IsMean ? $"value * {v.Static}.Create(1 / ({k.Scalar})((bottom - top) * (right - left)))" : "value")}).StoreAligned(y + i);");
                });
            }
        });
        k.Writer.Line($"{k.Call(name)}(samples, {pool.Input.Name}, {Walk(pool, pool.Input.Stride, k)}, {pool.Output.Name}, {pool.Output.Stride});");
    }

    protected override void Backward(Pool pool, KernelContext k)
    {
        using (k.IfWanted(pool.Input))
        {
            var walk = Walk(pool, pool.Input.GradientStride, k);
            var (to, g) = ($"{pool.Input.GradientName}, {walk}", $"{pool.Output.GradientName}, {pool.Output.GradientStride}");
            var add = pool.Grid.Tiles ? "false" : "true";
            k.Writer.Line(pool.IsMean
                ? $"{k.Call(MeanGradient(k))}(samples, {to}, {add}, {g});"
                : $"{k.Call(MaxGradient(k, pool.MasksInputGradient))}(samples, {to}, {add}, {g}, {pool.Input.Name}, {pool.Input.Stride}, {pool.Output.Name}, {pool.Output.Stride});");
        }
    }

    private static string MeanGradient(KernelContext k) => k.Need("MeanPoolGradient", w =>
    {
        var v = k.Target;
        w.Line(Optimized);
        using (w.Block($"public static void MeanPoolGradient(int samples, {k.Scalar}* to, in Walk walk, bool add, {k.Scalar}* g, nint gRow)"))
        {
            w.Line("nint length = walk.Lines.Size * walk.Pixels.Size * walk.Row;");
            using (w.Block("for (; samples > 0; samples--, to += length)"))
            {
                Clear(w, k);
                OverWindows(w, v, "g += gRow", () =>
                {
                    w.Line($"{k.Scalar}* first = to + (((nint)top * walk.Pixels.Size) + left) * walk.Row + i;");
                    w.Line($"var share = {v.Static}.LoadAligned(g + i) * {v.Static}.Create(1 / ({k.Scalar})((bottom - top) * (right - left)));");
                    OverPixels(w, k.Scalar, "first", () => w.Line($"(add ? {v.Static}.LoadAligned(p) + share : share).StoreAligned(p);"));
                });
            }
        }
    });

    // Behind a relu the greatest value tells whether the pixel that takes the gradient was let through.
    private static string MaxGradient(KernelContext k, bool masks) => k.Need(masks ? "MaxPoolGradientMasked" : "MaxPoolGradient", w =>
    {
        var v = k.Target;
        w.Line($"// The first pixel that equals the window's greatest value takes the gradient{(masks ? ", where the relu before let it through" : "")}.");
        w.Line(Optimized);
        using (w.Block($"public static void {(masks ? "MaxPoolGradientMasked" : "MaxPoolGradient")}(int samples, {k.Scalar}* to, in Walk walk, bool add, {k.Scalar}* g, nint gRow, {k.Scalar}* x, nint xRow, {k.Scalar}* y, nint yRow)"))
        {
            w.Line("nint length = walk.Lines.Size * walk.Pixels.Size * walk.Row;");
            using (w.Block("for (; samples > 0; samples--, to += length, x += walk.Lines.Size * walk.Pixels.Size * xRow)"))
            {
                Clear(w, k);
                OverWindows(w, v, "g += gRow, y += yRow", () =>
                {
                    w.Line("var pixel0 = ((nint)top * walk.Pixels.Size) + left;");
                    w.Line($"{k.Scalar}* first = to + (pixel0 * walk.Row) + i, source = x + (pixel0 * xRow) + i;");
                    w.Line($"{v.Type} greatest = {v.Static}.LoadAligned(y + i), left0 = {v.Static}.LoadAligned(g + i);");
                    if (masks) w.Line($"left0 = {v.Static}.ConditionalSelect({v.Static}.GreaterThan(greatest, {v.Zero}), left0, {v.Zero});");
                    OverPixels(w, k.Scalar, "first", () =>
                    {
                        w.Line($"var isGreatest = {v.Static}.Equals({v.Static}.LoadAligned(q), greatest);");
                        w.Line($"var taken = {v.Static}.ConditionalSelect(isGreatest, left0, {v.Zero});");
                        w.Line($"left0 = {v.Static}.ConditionalSelect(isGreatest, {v.Zero}, left0);");
                        w.Line($"(add ? {v.Static}.LoadAligned(p) + taken : taken).StoreAligned(p);");
                    }, "source");
                });
            }
        }
    });

    private static void Clear(SourceWriter w, KernelContext k) =>
        w.Line($"if (add) global::System.Runtime.InteropServices.NativeMemory.Clear(to, (nuint)length * {k.Target.Precision.Bytes});");

    // The body sees the window's edges and the first channel i of a vector.
    private static void OverWindows(SourceWriter w, VectorTarget v, string advance, System.Action body)
    {
        using (w.Block("for (var line = 0; line < walk.Lines.Places; line++)"))
        {
            w.Line("var top = (line * walk.Lines.Scale) - walk.Lines.Before;");
            w.Line("var bottom = global::System.Math.Min(walk.Lines.Size, top + walk.Lines.Taps);");
            w.Line("top = global::System.Math.Max(0, top);");
            using (w.Block($"for (var pixel = 0; pixel < walk.Pixels.Places; pixel++, {advance})"))
            {
                w.Line("var left = (pixel * walk.Pixels.Scale) - walk.Pixels.Before;");
                w.Line("var right = global::System.Math.Min(walk.Pixels.Size, left + walk.Pixels.Taps);");
                w.Line("left = global::System.Math.Max(0, left);");
                using (w.Block($"for (var i = 0; i < walk.Units; i += {v.Lanes})")) body();
            }
        }
    }

    private static void OverPixels(SourceWriter w, string scalar, string first, System.Action body, string? second = null)
    {
        using (w.Block("for (var n = bottom - top; n > 0; n--)"))
        {
            w.Line($"{scalar}* p = {first}{(second is null ? "" : $", q = {second}")};");
            using (w.Block($"for (var m = right - left; m > 0; m--, p += walk.Row{(second is null ? "" : ", q += xRow")})")) body();
            w.Line($"{first} += walk.Pixels.Size * walk.Row;");
            if (second is not null) w.Line($"{second} += walk.Pixels.Size * xRow;");
        }
    }

    private static string Walk(Pool pool, int row, KernelContext k) =>
        WalkMethods.Print(ConvolutionWalk.Forward(pool.Grid, pool.Input.Width, pool.Input.Width, pool.Input.Width, row), k);
}
