using System;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// The transformations of F(m, 3) of one line, m two or four: those of <see cref="WinogradTransform"/> in one dimension, so that tiles
/// may be cut differently down and across.
/// </summary>
internal abstract class LineTransform
{
    private static readonly LineTransform Two = new TwoResults(), Four = new FourResults();

    /// <summary>Of tiles with four results in a line, or two.</summary>
    public static LineTransform Of(bool isLarge) => isLarge ? Four : Two;

    /// <summary>m.</summary>
    public abstract int Results { get; }

    /// <summary>Products of a line.</summary>
    public int Places => Results + 2;

    /// <summary>Asks for the method that transforms values: m + 2 vectors, where to, and the step from place to place.</summary>
    public abstract string Values(KernelContext k);

    /// <summary>Asks for the method that transforms the three taps of a line, with the same arguments.</summary>
    public abstract string Taps(KernelContext k);

    /// <summary>Prints the results of a line as variables.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="v">For which vectors.</param>
    /// <param name="name">Their names up to their number.</param>
    /// <param name="from">The place of a number.</param>
    public abstract void Back(SourceWriter w, VectorTarget v, string name, Func<int, string> from);

    private static string Fma(VectorTarget v, string x, string y, string plus) => $"{v.Static}.FusedMultiplyAdd({x}, {y}, {plus})";

    private sealed class TwoResults : LineTransform
    {
        public override int Results => 2;

        public override string Values(KernelContext k) => Method(k, "LineOfFour", 4, "d", ["d0 - d2", "d1 + d2", "d2 - d1", "d1 - d3"]);

        public override string Taps(KernelContext k)
        {
            var half = k.Target.Number(0.5);
            return Method(k, "TapsOfFour", 3, "g", ["g0", $"(g0 + g1 + g2) * {half}", $"(g0 - g1 + g2) * {half}", "g2"]);
        }

        public override void Back(SourceWriter w, VectorTarget v, string name, Func<int, string> from)
        {
            w.Line($"{v.Type} {string.Join(", ", Enumerable.Range(0, 4).Select(i => $"{name}Place{i} = {from(i)}"))};");
            w.Line($"{v.Type} {name}0 = {name}Place0 + {name}Place1 + {name}Place2, {name}1 = {name}Place1 - {name}Place2 - {name}Place3;");
        }

        private static string Method(KernelContext k, string name, int inputs, string input, string[] places) => k.Need(name, w =>
        {
            w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            using (w.Block($"private static void {name}({string.Join(", ", Enumerable.Range(0, inputs).Select(i => $"{k.Target.Type} {input}{i}"))}, {k.Scalar}* to, nint step)"))
            {
                for (var i = 0; i < places.Length; i++) w.Line($"({places[i]}).StoreAligned(to + ({i} * step));");
            }
        });
    }

    private sealed class FourResults : LineTransform
    {
        public override int Results => 4;

        public override string Values(KernelContext k) => Asked(k, "WinogradLargeValues");

        public override string Taps(KernelContext k) => Asked(k, "WinogradLargePoints");

        public override void Back(SourceWriter w, VectorTarget v, string name, Func<int, string> from)
        {
            w.Line($"{v.Type} {name}Near = {from(1)}, {name}NearMinus = {from(2)}, {name}Far = {from(3)}, {name}FarMinus = {from(4)};");
            w.Line($"{v.Type} {name}P = {name}Near + {name}NearMinus, {name}Q = {name}Far + {name}FarMinus, {name}R = {name}Near - {name}NearMinus, {name}S = {name}Far - {name}FarMinus;");
            w.Line($"{v.Type} {name}0 = {from(0)} + {name}P + {name}Q, {name}2 = {Fma(v, "two", $"{name}Q", $"half * {name}P")};");
            w.Line($"{v.Type} {name}1 = a * {Fma(v, "two", $"{name}S", $"{name}R")}, {name}3 = {Fma(v, "cubeOfA", $"{name}R", Fma(v, "cubeOfB", $"{name}S", from(5)))};");
        }

        private static string Asked(KernelContext k, string name)
        {
            WinogradTransform.Of(WinogradTile.Large).Methods(k);
            return name;
        }
    }

    /// <summary>Prints the constants of <see cref="Back"/>.</summary>
    public static void Constants(SourceWriter w, VectorTarget v) =>
        w.Line($"{v.Type} half = {v.Number(0.5)}, two = {v.Number(2)}, a = {v.Number(Math.Sqrt(0.5))}, cubeOfA = {v.Number(Math.Sqrt(0.125))}, cubeOfB = {v.Number(Math.Sqrt(8))};");
}
