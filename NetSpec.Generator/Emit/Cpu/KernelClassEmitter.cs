using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints the nested class of one vector path: overrides of NetworkKernels, then the operations' methods, then tiles.</summary>
internal static class KernelClassEmitter
{
    public static void Print(NetworkPlan plan, int bits, SourceWriter writer)
    {
        var target = new VectorTarget(bits, plan.Precision);
        var k = new KernelContext(plan, target, writer);
        writer.Line($"/// <summary>Kernels on {bits}-bit vectors of {target.Lanes} {k.Scalar}s.</summary>");
        using (writer.Block($"private sealed unsafe class Kernels{bits} : global::NetSpec.Runtime.NetworkKernels<{k.Scalar}>"))
        {
            SingleEmitter.Print(k);
            Forward(k);
            if (plan.Step is { } step) Step(k.With(step));
            Gradient(k);
            RefreshEmitter.Print(k);
            Products(k);
            k.PrintHelpers();
            Tiles(k);
        }
        writer.Line();
        ProductsInDouble(plan, bits, writer);
    }

    private static void Forward(KernelContext k)
    {
        var plan = k.Plan;
        using (k.Writer.Block($"public override void Forward(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)"))
        {
            k.Writer.Line("ForwardLayers(slice, false, 0, 0);");
            var output = plan.Output.AtInference;
            using (k.Writer.Block("if (slice.Output != null)"))
            {
                Capacity(k, "slice");
                k.Writer.Line(CallerMemory.Write(k, plan.Network.Output, "slice.Samples", output.Place.From("slice.Workspace"), output.Stride, "slice.Output"));
            }
        }
        k.Writer.Line();
        using (k.Writer.Block($"private static void ForwardLayers(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice, bool training, ulong seed, long firstSample)"))
        {
            Pointers(k, "slice", "training");
            foreach (var operation in plan.Operations)
            {
                k.Writer.Line();
                k.Writer.Line($"// {Describe(operation)}");
                OperationEmitters.Of(operation).Forward(operation, k);
            }
        }
        k.Writer.Line();
    }

    // The same printers over the plan of one step, so that a step runs the kernels of the sequence on one row.
    private static void Step(KernelContext k)
    {
        using (k.Writer.Block($"public override void Step(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice, {k.Scalar}* state)"))
        {
            k.Writer.Line("const bool training = false;");
            k.Writer.Line("const ulong seed = 0;");
            k.Writer.Line("const long firstSample = 0;");
            Pointers(k, "slice", "training");
            foreach (var operation in k.Plan.Operations) OperationEmitters.Of(operation).Forward(operation, k);
            var output = k.Plan.Output.AtInference;
            k.Writer.Line(CallerMemory.Write(k, k.Plan.Network.Output, "samples", output.Name, output.Stride, "slice.Output"));
        }
        k.Writer.Line();
    }

    private static void Gradient(KernelContext k)
    {
        var plan = k.Plan;
        using (k.Writer.Block($"public override double Gradient(in global::NetSpec.Runtime.GradientSlice<{k.Scalar}> slice)"))
        {
            k.Writer.Line("ForwardLayers(slice.Forward, slice.Training, slice.Seed, slice.FirstSample);");
            Pointers(k, "slice.Forward", "slice.Training");
            using (k.Writer.Block("if (slice.Forward.Output != null)"))
                k.Writer.Line(CallerMemory.Write(k, plan.Network.Output, "samples", plan.Output.Name, plan.Output.Stride, "slice.Forward.Output"));
            foreach (var value in plan.Values.Append(plan.Input).Where(v => v.HasGradientBuffer))
                k.Writer.Line($"{k.Scalar}* {value.GradientName} = {value.GradientPlace.From("workspace")};");
            k.Writer.Line();
            k.Writer.Line($"// {plan.Network.Spec.Loss}");
            LossEmitters.Print(plan.Network.Spec.Loss, k);
            k.Writer.Line($"{k.Scalar}* gradient = slice.Gradient;");
            k.Writer.Line("if (gradient == null) return loss;");
            foreach (var operation in plan.Operations.Reverse())
            {
                k.Writer.Line();
                k.Writer.Line($"// gradient of {Describe(operation)}");
                // An operation without parameters that the input alone reaches has nothing else to give.
                using (operation.Outputs.All(v => v.LeadsToInputOnly) ? k.IfWanted(operation.Output) : null)
                    OperationEmitters.Of(operation).Backward(operation, k);
            }
            k.Writer.Line();
            using (k.IfWanted(plan.Input))
                k.Writer.Line(CallerMemory.Write(k, plan.Network.Spec.Input, "samples", plan.Input.GradientName, plan.Input.GradientStride, "slice.InputGradient"));
            k.Writer.Line("return loss;");
        }
        k.Writer.Line();
    }

    // A value that is another one at inference has a buffer of its own in training only.
    private static void Pointers(KernelContext k, string slice, string training)
    {
        k.Writer.Line($"var samples = {slice}.Samples;");
        k.Writer.Line($"{k.Scalar}* input = {slice}.Input, parameters = {slice}.Parameters, packed = {slice}.Packed, workspace = {slice}.Workspace;");
        Capacity(k, slice);
        foreach (var value in k.Plan.Values)
        {
            var own = value.Place.From("workspace");
            var pointer = value.AliasOf is null ? own : value.IsView ? value.AliasOf.Name : $"{training} ? {own} : {value.AliasOf.Name}";
            k.Writer.Line($"{k.Scalar}* {value.Name} = {pointer};");
        }
    }

    // Where training needs the whole batch, the workspace grows with it; elsewhere every place in it is a constant.
    private static void Capacity(KernelContext k, string slice)
    {
        if (k.Plan.WholeBatch is not null) k.Writer.Line($"var capacity = (nint){slice}.Capacity;");
    }

    private static void Products(KernelContext k)
    {
        var isSingle = k.Target.Precision == Precision.Single;
        k.Writer.Line($"public override void AddProducts(double* rows, nint stride, int count, double* products, int units) =>");
        k.Writer.Line($"    {(isSingle ? $"Products{k.Target.Bits}." : "")}AddSymmetric(rows, stride, count, products, units);");
        k.Writer.Line();
        k.Writer.Line("public override void AddProductsBlocked(float* rows, nint stride, int count, double* products, int units) =>");
        k.Writer.Line(isSingle
            ? "    AddSymmetric(rows, stride, count, products, units);"
            : "    throw new NotSupportedException(\"Sums in single precision belong to networks in single precision.\");");
        k.Writer.Line();
        k.Request(isSingle ? EpilogueEmitter.Widen : EpilogueEmitter.Add);
    }

    private static void Tiles(KernelContext k)
    {
        var tiles = new TileEmitter(k.Writer, k.Target, oneOrder: k.Plan.Step is not null);
        var drivers = new DriverEmitter(k.Writer, k.Target, tiles);
        var multiplies = k.Plan.Operations.Any(o => o.Matrices.Any());
        if (multiplies)
        {
            drivers.Multiply();
            drivers.MultiplyTransposed();
        }
        drivers.AddSymmetric(k.Target.Precision == Precision.Single ? EpilogueEmitter.Widen : EpilogueEmitter.Add, isStatic: false);
        var epilogues = new EpilogueEmitter(k.Writer, k.Target);
        epilogues.Declarations();
        k.PrintEpilogues(epilogues);
        tiles.Tiles(rowMajor: multiplies, transposed: true);
    }

    // Exact sums for covariances need tiles in double precision beside those of a network in single precision.
    private static void ProductsInDouble(NetworkPlan plan, int bits, SourceWriter writer)
    {
        if (plan.Precision == Precision.Double) return;
        var target = new VectorTarget(bits, Precision.Double);
        writer.Line($"/// <summary>Covariances in float64 on {bits}-bit vectors.</summary>");
        using (writer.Block($"private static unsafe class Products{bits}"))
        {
            var tiles = new TileEmitter(writer, target);
            new DriverEmitter(writer, target, tiles).AddSymmetric(EpilogueEmitter.Add, isStatic: true);
            var epilogues = new EpilogueEmitter(writer, target);
            epilogues.Declarations();
            epilogues.Print(EpilogueEmitter.Add);
            tiles.Tiles(rowMajor: false, transposed: true);
        }
        writer.Line();
    }

    private static string Describe(Operation operation)
    {
        var activation = operation is WeightedSum { Activation: { } fused } ? $", {fused.Kind} in the epilogue" : "";
        var layer = operation.Layer.Length == 0 ? "input" : operation.Layer;
        return $"{layer}: {operation.Input} -> {operation.Output}{activation} ({OperationEmitters.Of(operation).Form(operation)})";
    }
}
