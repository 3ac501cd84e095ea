namespace NetSpec.Generator;

/// <summary>
/// The greatest of a window's four sums. A vector maximum that lets through what is not a number takes three instructions and holds up the
/// multipliers; the processor's own takes one and lets it through only as its second operand. So the last of the four gets the others' by additions,
/// which have units of their own: d + (s - s) with s the sum of all is d, or NaN where one of the four is NaN or their
/// sum is infinite; the transformations before it make NaN of infinite inputs anyway.
/// </summary>
internal static class PooledGreatest
{
    /// <summary>Asks for the method.</summary>
    public static string Of(VectorTarget v, KernelContext k) => k.Need($"Greatest{v.Lanes}", w =>
    {
        w.Line("// The greatest of four, NaN where one of them is NaN or their sum is infinite: s - s is zero else. A maximum's second operand is its result then.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Block($"private static {v.Type} Greatest{v.Lanes}({v.Type} a, {v.Type} b, {v.Type} c, {v.Type} d)"))
        {
            w.Line("var s = (a + b) + (c + d);");
            w.Line($"return {v.Static}.MaxNative({v.Static}.MaxNative(a, b), {v.Static}.MaxNative(c, d + (s - s)));");
        }
    });
}
