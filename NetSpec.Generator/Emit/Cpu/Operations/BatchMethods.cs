namespace NetSpec.Generator;

/// <summary>Helper methods that measure a batch slice by slice.</summary>
internal static class BatchMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    /// <summary>Asks for the method that measures one slice: its mean, then its squares about that while the rows are still in the cache, by which the mean is corrected.</summary>
    public static string Measure(KernelContext k)
    {
        var (v, sum) = (k.Target, RowMethods.SumRows(k));
        var squares = k.Need("SumSquaresAbout", w =>
        {
            w.Line("// A sum in single precision is off by some digits of the mean, which count where deviations are small beside it: what deviations");
            w.Line("// from it add up to says by how much, and sets both right.");
            w.Line(Optimized);
            using (w.Block($"public static void SumSquaresAbout({k.Scalar}* mean, int rows, {k.Scalar}* x, nint row, {k.Scalar}* to, int units)"))
            using (w.Block($"for (var i = 0; i < units; i += {v.Lanes})"))
            {
                w.Line($"var centre = {v.Static}.LoadAligned(mean + i);");
                w.Line($"{v.Type} squares = {v.Zero}, deviations = {v.Zero};");
                using (w.Block("for (nint first = 0; first < rows; first += 256)"))
                {
                    w.Line("var block = global::System.Math.Min(256, rows - first);");
                    w.Line($"{v.Type} sum = {v.Zero}, apart = {v.Zero};");
                    w.Line($"{k.Scalar}* p = x + (first * row) + i;");
                    using (w.Block("for (var n = block; n > 0; n--, p += row)"))
                    {
                        w.Line($"var d = {v.Static}.LoadAligned(p) - centre;");
                        w.Line("sum += d * d;");
                        w.Line("apart += d;");
                    }
                    w.Line("squares += sum;");
                    w.Line("deviations += apart;");
                }
                w.Line($"var off = deviations / {v.Static}.Create(({k.Scalar})rows);");
                w.Line("(centre + off).StoreAligned(mean + i);");
                w.Line($"{v.Static}.Max(squares - (deviations * off), {v.Zero}).StoreAligned(to + i);");
            }
        });
        return k.Need("MeasureSlice", w =>
        {
            using (w.Block($"public static void MeasureSlice(int rows, {k.Scalar}* x, nint row, {k.Scalar}* mean, {k.Scalar}* squares, int units)"))
            {
                w.Line($"{sum}(rows, x, row, mean, units, false);");
                w.Line($"for (var i = 0; i < units; i++) mean[i] /= rows;");
                w.Line($"{squares}(mean, rows, x, row, squares, units);");
            }
        });
    }

    /// <summary>Asks for the method that joins the slices' measures to those of the batch.</summary>
    public static string JoinMeasures(KernelContext k)
    {
        var v = k.Target;
        return k.Need("JoinMeasures", w =>
        {
            w.Line("// Joins sets of values by their means and squares about them (Chan, Golub and LeVeque, 1979), so that no digits are lost where");
            w.Line("// the mean is large; slice after slice, so that every thread gets the same bits.");
            w.Line(Optimized);
            using (w.Block($"public static void JoinMeasures(in global::NetSpec.Runtime.BatchStage<{k.Scalar}> batch, int rowsPerSample, nint meanAt, nint squaresAt, {k.Scalar}* mean, {k.Scalar}* variance, int units)"))
            using (w.Block($"for (nint i = 0; i < units; i += {v.Lanes})"))
            {
                w.Line($"{v.Type} middle = {v.Zero}, squares = {v.Zero};");
                w.Line($"{k.Scalar} before = 0;");
                using (w.Block("for (var slice = 0; slice < batch.Slices; slice++)"))
                {
                    w.Line($"{k.Scalar} rows = global::System.Math.Min(batch.SliceSamples, batch.Samples - (slice * batch.SliceSamples)) * rowsPerSample, all = before + rows;");
                    w.Line($"{k.Scalar}* workspace = batch.Workspaces[slice] + i;");
                    w.Line($"var distance = {v.Static}.LoadAligned(workspace + meanAt) - middle;");
                    w.Line($"middle += distance * {v.Static}.Create(rows / all);");
                    w.Line($"squares += {v.Static}.LoadAligned(workspace + squaresAt) + (distance * distance * {v.Static}.Create(before * (rows / all)));");
                    w.Line("before = all;");
                }
                w.Line("middle.StoreAligned(mean + i);");
                w.Line($"(squares / {v.Static}.Create(before)).StoreAligned(variance + i);");
            }
        });
    }

    /// <summary>Asks for the method that adds the slices' sums.</summary>
    public static string JoinSums(KernelContext k)
    {
        var v = k.Target;
        return k.Need("JoinSums", w =>
        {
            w.Line(Optimized);
            using (w.Block($"public static void JoinSums(in global::NetSpec.Runtime.BatchStage<{k.Scalar}> batch, nint at, {k.Scalar}* to, int units)"))
            using (w.Block($"for (nint i = 0; i < units; i += {v.Lanes})"))
            {
                w.Line($"var sum = {v.Zero};");
                w.Line($"for (var slice = 0; slice < batch.Slices; slice++) sum += {v.Static}.LoadAligned(batch.Workspaces[slice] + at + i);");
                w.Line("sum.StoreAligned(to + i);");
            }
        });
    }

    /// <summary>Asks for the method that moves the running statistics.</summary>
    public static string Update(KernelContext k) => k.Need("UpdateRunningStatistics", w =>
    {
        w.Line("// The running variance takes the unbiased one, n / (n - 1) times the batch's.");
        using (w.Block($"public static void UpdateRunningStatistics(int rows, {k.Scalar} momentum, {k.Scalar}* mean, {k.Scalar}* variance, {k.Scalar}* runningMean, {k.Scalar}* runningVariance, int units)"))
        {
            w.Line($"var unbiased = ({k.Scalar})rows / (rows - 1);");
            using (w.Block("for (var i = 0; i < units; i++)"))
            {
                w.Line("runningMean[i] += momentum * (mean[i] - runningMean[i]);");
                w.Line("runningVariance[i] += momentum * ((unbiased * variance[i]) - runningVariance[i]);");
            }
        }
    });
}
