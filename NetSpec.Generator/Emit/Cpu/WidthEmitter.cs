using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints what depends on the vector width: unrolled code of one sample, the operations' methods, tiles.</summary>
internal static class WidthEmitter
{
    /// <summary>The struct of a width, after the code of layers has asked for what it calls.</summary>
    public static string Text(KernelContext layers)
    {
        var writer = new SourceWriter();
        var k = layers.With(writer);
        var bits = k.Target.Bits;
        writer.Line($"/// <summary>Kernels on {bits}-bit vectors of {k.Target.Lanes} {k.Scalar}s.</summary>");
        using (writer.Block($"internal struct Width{bits} : IWidth"))
        {
            writer.Line($"/// <summary>The network on {bits}-bit vectors.</summary>");
            using (writer.Block($"internal sealed class Network : Layers<Width{bits}>"))
            {
                SingleEmitter.Print(k);
                Products(k);
            }
            writer.Line();
            k.PrintHelpers();
            Tiles(k);
        }
        writer.Line();
        ProductsInDouble(k.Plan, bits, writer);
        return writer.ToString();
    }

    private static void Products(KernelContext k)
    {
        var isSingle = k.Target.Precision == Precision.Single;
        k.Writer.Line($"public override void AddProducts(double* panels, int count, double* products, int units) =>");
        k.Writer.Line($"    {(isSingle ? $"Products{k.Target.Bits}." : "")}AddSymmetric(panels, count, products, units);");
        k.Writer.Line();
        k.Writer.Line("public override void AddProductsBlocked(float* panels, int count, double* products, int units) =>");
        k.Writer.Line(isSingle
            ? "    AddSymmetric(panels, count, products, units);"
            : "    throw new NotSupportedException(\"Sums in single precision belong to networks in single precision.\");");
        k.Writer.Line();
        k.Request(isSingle ? EpilogueEmitter.Widen : EpilogueEmitter.Add);
    }

    private static void Tiles(KernelContext k)
    {
        var tiles = new TileEmitter(k.Writer, k.Target, k.Plan.AddsInOneOrder, hasRows: SingleEmitter.UsesTiles(k.Plan));
        var drivers = new DriverEmitter(k.Writer, k.Target, tiles);
        var multiplies = k.Plan.Operations.Any(o => o.Matrices.Any());
        if (multiplies)
        {
            drivers.Multiply();
            drivers.MultiplyTransposed();
            if (k.Called.Contains(DriverEmitter.WeightGradientName)) drivers.WeightGradient();
            if (k.Called.Contains(DriverEmitter.PanelGradientName)) drivers.PanelGradient(RowMethods.SumRows(k), TransposeMethods.TransposePart(k));
        }
        SymmetricEmitter.ExpectProducts(k);
        new SymmetricEmitter(k.Writer, k.Target, tiles).Print(k.Target.Precision == Precision.Single ? EpilogueEmitter.Widen : EpilogueEmitter.Add);
        tiles.Tiles(rowMajor: multiplies, transposed: true);
    }

    // Exact sums for covariances need tiles in double precision beside those of a network in single precision.
    private static void ProductsInDouble(NetworkPlan plan, int bits, SourceWriter writer)
    {
        if (plan.Precision == Precision.Double) return;
        var target = new VectorTarget(bits, Precision.Double);
        writer.Line($"/// <summary>Covariances in float64 on {bits}-bit vectors.</summary>");
        using (writer.Block($"internal static class Products{bits}"))
        {
            var tiles = new TileEmitter(writer, target);
            new SymmetricEmitter(writer, target, tiles).Print(EpilogueEmitter.Add);
            var epilogues = new EpilogueEmitter(writer, [target]);
            epilogues.Declarations();
            epilogues.Print(EpilogueEmitter.Add);
            tiles.Tiles(rowMajor: false, transposed: true);
        }
        writer.Line();
    }
}
