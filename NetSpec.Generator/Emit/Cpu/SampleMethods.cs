namespace NetSpec.Generator;

/// <summary>
/// The product of one sample alone by a weight that comes from the second-level cache or beyond. Its bytes decide there, so where an eighth
/// of the inputs and more are zero the others are listed, and only their rows of the weight are read. What that leaves out adds zero, unless a
/// weight is not finite.
/// </summary>
internal static class SampleMethods
{
    private const string Optimized = "[MethodImpl(MethodImplOptions.AggressiveOptimization)]";

    // Zeros from which the list pays: below, the caches' prefetching makes up for what is read in vain.
    private const int LeastShare = 8;

    // Vectors of which one is looked at: all of them take a fiftieth of a narrow layer's time.
    private const int LookAt = 4;

    /// <summary>Asks for the product that skips zero inputs of one row, and returns its name.</summary>
    public static string Multiply(KernelContext k)
    {
        const string Name = "MultiplySample";
        var (hasZeros, list, v) = (HasZeros(k), ListOthers(k), k.Target);
        return k.Need(Name, w =>
        {
            w.Line("// As Multiply; for one sample alone the bytes of the weight decide, so rows whose input is zero are not read where there are enough of them.");
            w.Line(Optimized);
            using (w.Block($"public static void {Name}<TEpilogue>(int rows, {k.Scalar}* a, nint aRow, {k.Scalar}* panels, int inputs, int units, ushort* list, in TileTarget target) where TEpilogue : struct, IEpilogue"))
            {
                using (w.Block($"if (rows > 1 || !{hasZeros}(a, inputs))"))
                {
                    w.Line("Multiply<TEpilogue>(rows, a, aRow, panels, inputs, units, target);");
                    w.Line("return;");
                }
                w.Line($"var count = {list}(a, inputs, list);");
                w.Line("var padded = (units + 15) & ~15;");
                w.Line("var start = 0;");
                if (RowTileEmitter.Panels(v) is > 0 and var panels)
                {
                    w.Line($"for (; start + {panels * TileEmitter.PanelColumns} <= padded; start += {panels * TileEmitter.PanelColumns})");
                    w.Line($"    {RowTileEmitter.SparseName}<TEpilogue>(a, list, count, panels + ((nint)start * inputs), inputs, target, start);");
                }
                Rest(w, v);
            }
            w.Line();
            var tiles = new RowTileEmitter(w, v, k.Plan.AddsInOneOrder);
            if (RowTileEmitter.Panels(v) > 0) tiles.Sparse();
            tiles.SparsePanel(TileEmitter.Vectors);
            if (TileEmitter.NeedsNarrow(v)) tiles.SparsePanel(1);
        });
    }

    // Panels that are left, a tile's columns at a time.
    private static void Rest(SourceWriter w, VectorTarget v)
    {
        var wide = TileEmitter.Vectors * v.Lanes;
        using (w.Block("for (; start < padded; start += 32)"))
        {
            w.Line("var width = global::System.Math.Min(32, padded - start);");
            if (TileEmitter.NeedsNarrow(v))
            {
                w.Line($"if (width == {wide}) {Call(TileEmitter.Vectors, "")}");
                w.Line($"else {Call(1, "")}");
            }
            else
            {
                w.Line($"for (var inner = 0; inner < width; inner += {wide})");
                w.Line($"    {Call(TileEmitter.Vectors, " + inner")}");
            }
        }

        static string Call(int vectors, string inner) =>
            $"{RowTileEmitter.SparsePanelName(vectors)}<TEpilogue>(a, list, count, panels + ((nint)start * inputs){inner}, width, target, start{inner});";
    }

    private static string HasZeros(KernelContext k) => k.Need("HasZeros", w =>
    {
        var v = k.Target;
        w.Line($"// Whether an eighth of the inputs and more are zero, by one vector in {LookAt}: a wrong guess costs time and nothing else.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Block($"private static bool HasZeros({k.Scalar}* x, int inputs)"))
        {
            w.Line("var zeros = 0;");
            w.Line($"for (nint i = 0; i + {v.Lanes} <= inputs; i += {LookAt * v.Lanes})");
            w.Line($"    zeros += global::System.Numerics.BitOperations.PopCount({IsZero(v, "x + i")}.ExtractMostSignificantBits());");
            w.Line($"return {LookAt * LeastShare} * zeros >= inputs;");
        }
    });

    private static string ListOthers(KernelContext k) => k.Need("ListOthers", w =>
    {
        var v = k.Target;
        var step = System.Math.Max(8, v.Lanes);
        w.Line("// The inputs that are not zero, in order. Eight at a time come from a table, so that no branch has to guess what they are.");
        w.Line(Optimized);
        using (w.Block($"public static int ListOthers({k.Scalar}* x, int inputs, ushort* list)"))
        {
            w.Line("byte* positions = global::NetSpec.Runtime.SetBits.Positions;");
            w.Line("nint count = 0, i = 0;");
            using (w.Block($"for (; i + {step} <= inputs; i += {step})"))
            {
                for (var first = 0; first < step; first += v.Lanes)
                {
                    var name = first == 0 ? "bits" : $"bits{first}";
                    w.Line($"var {name} = (uint)(~{IsZero(v, first == 0 ? "x + i" : $"x + i + {first}")}).ExtractMostSignificantBits();");
                    if (first > 0) w.Line($"bits |= {name} << {first};");
                }
                for (var first = 0; first < step; first += 8)
                {
                    var part = step == 8 ? "bits" : first == 0 ? "(bits & 255)" : $"(bits >> {first})";
                    var at = first == 0 ? "i" : $"(i + {first})";
                    w.Line($"(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)(positions + (8 * {part}))).AsByte()) + Vector128.Create((ushort){at})).Store(list + count);");
                    w.Line($"count += global::System.Numerics.BitOperations.PopCount({part});");
                }
            }
            using (w.Block("for (; i < inputs; i++)"))
            {
                w.Line("list[count] = (ushort)i;");
                w.Line("count += x[i] == 0 ? 0 : 1;");
            }
            w.Line("return (int)count;");
        }
    });

    private static string IsZero(VectorTarget v, string pointer) => $"{v.Static}.Equals({v.Static}.Load({pointer}), {v.Zero})";
}
