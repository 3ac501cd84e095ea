using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NetSpec.Generator;

/// <summary>Prints the code of the layers, one call after another: the overrides of NetworkKernels that do not depend on the vector width.</summary>
internal static class LayersEmitter
{
    // As the language has them, so that layers' names are found whatever letters they begin with.
    private static readonly Regex Identifier = new(@"[_\p{L}\p{Nl}][_\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}]*", RegexOptions.CultureInvariant);

    public static void Print(KernelContext k)
    {
        k.Writer.Line("/// <summary>The layers one after another, forward and back. The JIT compiles this for the width in use, with direct calls of its kernels.</summary>");
        using (k.Writer.Block($"internal abstract class Layers<{KernelContext.WidthName}> : global::NetSpec.Runtime.NetworkKernels<{k.Scalar}> where {KernelContext.WidthName} : struct, IWidth"))
        {
            Forward(k);
            if (k.Plan.Step is { } step) Step(k.With(step));
            Gradient(k);
            if (k.Plan.GathersGradients) GatherEmitter.Print(k);
            RefreshEmitter.Print(k);
        }
    }

    private static void Forward(KernelContext k)
    {
        var plan = k.Plan;
        using (k.Writer.Block($"public override void Forward(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)"))
        {
            if (plan.Images is { } images) Blocks(images, k);
            if (plan.Lanes is not null)
            {
                k.Writer.Line("// Without an output, somebody looks at the layers': those are all kept.");
                k.Writer.Line($"if (slice.Output != null) {k.Call(LanesEmitter.Forward(k))}(slice);");
                k.Writer.Line($"else ForwardLayers(slice, {NoBatch(k)});");
            }
            else if (plan.FoldsForInference)
            {
                k.Writer.Line("// Without an output, somebody looks at the layers': those are all computed.");
                k.Writer.Line("if (slice.Output != null) Infer(slice);");
                k.Writer.Line($"else ForwardLayers(slice, {NoBatch(k)});");
            }
            else
            {
                k.Writer.Line($"ForwardLayers(slice, {NoBatch(k)});");
            }
            if (plan.Lanes is null) Output(k);
        }
        k.Writer.Line();
        if (plan.FoldsForInference && plan.Lanes is null)
        {
            k.Writer.Line("// Inference with normalisations and activations folded into the sums before them.");
            using (k.Writer.Block($"private static void Infer(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice)")) Inference(k);
            k.Writer.Line();
        }
        using (k.Writer.Block($"private static void ForwardLayers(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice, bool training, ulong seed, long firstSample{(plan.WholeBatch is null ? "" : $", in global::NetSpec.Runtime.BatchStage<{k.Scalar}> batch")})"))
            WithPointers(k, "slice", "training", body => Staged(body, "case 0:", () => Operations(plan.Operations, body)));
        k.Writer.Line();
    }

    // Which samples fill no block depends on the batch alone, since it is cut at multiples of a block. One sample of many has no form of its own.
    private static void Blocks(ImagesInLanes images, KernelContext k)
    {
        var plan = k.Plan;
        // Fewer samples than the narrowest vector's lanes do not wait for the JIT.
        using (k.Writer.Block($"if (slice.Output != null && slice.Samples >= {16 / plan.Precision.Bytes})"))
        {
            k.Writer.Line($"var done = {k.Call(ImagesEmitter.Forward(images, k))}(slice);");
            k.Writer.Line("if (done == slice.Samples) return;");
            using (k.Writer.Block("if (done > 0)"))
            {
                k.Writer.Line("// A sample alone has code of its own in some layers: it takes the one before with it.");
                k.Writer.Line("if (done == slice.Samples - 1) done--;");
                k.Writer.Line("var rest = slice;");
                k.Writer.Line($"rest.Input += done * {plan.Network.Spec.Input.Size};");
                k.Writer.Line($"rest.Output += done * {plan.Output.Width};");
                k.Writer.Line("rest.Samples -= done;");
                k.Writer.Line("Forward(rest);");
                k.Writer.Line("return;");
            }
        }
    }

    private static void Output(KernelContext k)
    {
        var output = k.Plan.Output.AtInference;
        using (k.Writer.Block("if (slice.Output != null)"))
            k.Writer.Line(CallerMemory.Write(k, k.Plan.Network.Output, "slice.Samples", output.Place.From("slice.Workspace"), output.Stride, "slice.Output"));
    }

    // The same printers over the plan of one step, so that a step runs the kernels of the sequence on one row.
    private static void Step(KernelContext k)
    {
        using (k.Writer.Block($"public override void Step(in global::NetSpec.Runtime.Slice<{k.Scalar}> slice, {k.Scalar}* state)"))
        {
            Inference(k, body =>
            {
                var output = k.Plan.Output.AtInference;
                body.Writer.Line(CallerMemory.Write(body, k.Plan.Network.Output, "samples", output.Name, output.Stride, "slice.Output"));
            });
        }
        k.Writer.Line();
    }

    private static void Inference(KernelContext k, Action<KernelContext>? end = null)
    {
        k.Writer.Line("const bool training = false;");
        k.Writer.Line("const ulong seed = 0;");
        k.Writer.Line("const long firstSample = 0;");
        WithPointers(k, "slice", "training", body =>
        {
            body.IsInference = true;
            Operations(k.Plan.Inference, body);
            end?.Invoke(body);
        }, v => v.PlaceAtInference);
    }

    private static void Operations(IEnumerable<Operation> operations, KernelContext k)
    {
        foreach (var operation in operations)
        {
            k.Writer.Line();
            k.Writer.Line($"// {Describe(operation)}");
            OperationEmitters.Of(operation).Forward(operation, k);
        }
    }

    private static void Gradient(KernelContext k)
    {
        if (k.Plan.Lanes is { Gradient: true })
        {
            k.Writer.Line($"public override double Gradient(in global::NetSpec.Runtime.GradientSlice<{k.Scalar}> slice) => {k.Call(LanesGradientEmitter.Gradient(k))}(slice);").Line();
            return;
        }
        using (k.Writer.Block($"public override double Gradient(in global::NetSpec.Runtime.GradientSlice<{k.Scalar}> slice)"))
        {
            Forwards(k);
            WithPointers(k, "slice.Forward", "slice.Training", body =>
            {
                body.Stage = k.Plan.ForwardStages;
                if (k.Plan.WholeBatch is not null) body.Writer.Line("var batch = slice.Batch;");
                body.Writer.Line($"{k.Scalar}* gradient = slice.Gradient;");
                body.Writer.Line("var loss = 0.0;");
                Staged(body, "default:", () => Backward(body));
                body.Writer.Line("return loss;");
            });
        }
        k.Writer.Line();
    }

    private static void Backward(KernelContext k)
    {
        var plan = k.Plan;
        using (k.Writer.Block("if (slice.Forward.Output != null)"))
            k.Writer.Line(CallerMemory.Write(k, plan.Network.Output, "samples", plan.Output.Name, plan.Output.Stride, "slice.Forward.Output"));
        k.Writer.Line();
        k.Writer.Line($"// {plan.Network.Spec.Loss}");
        LossEmitters.Print(plan.Network.Spec.Loss, k);
        k.Writer.Line($"if (gradient == null{(!plan.GathersGradients && plan.Operations.OfType<Gemm>().Any(plan.UpdatesInBackward) ? " || slice.IsRefused(loss)" : "")}) return loss;");
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
    }

    private static void Forwards(KernelContext k)
    {
        const string Call = "ForwardLayers(slice.Forward, slice.Training, slice.Seed, slice.FirstSample";
        if (k.Plan.WholeBatch is null)
        {
            k.Writer.Line($"{Call});");
            return;
        }
        k.Writer.Line($"if (slice.Batch.Stage <= {k.Plan.ForwardStages}) {Call}, slice.Batch);");
        k.Writer.Line($"if (slice.Training && slice.Batch.Stage < {k.Plan.ForwardStages}) return 0;");
    }

    // Where an operation needs the whole batch in training, a call computes one stage; else it runs through all of them.
    private static void Staged(KernelContext k, string first, Action print)
    {
        if (k.Plan.WholeBatch is null)
        {
            print();
            return;
        }
        using (k.Writer.Block("switch (batch.Stage)"))
        {
            k.Writer.Line(first);
            print();
            k.Writer.Line("break;");
        }
    }

    // The arguments of the forward pass at inference.
    private static string NoBatch(KernelContext k) => "false, 0, 0" + (k.Plan.WholeBatch is null ? "" : ", default");

    // The body is printed first, since it decides which pointers it needs.
    private static void WithPointers(KernelContext k, string slice, string training, Action<KernelContext> print, Func<Value, Place>? place = null)
    {
        var body = k.With(new SourceWriter());
        print(body);
        var text = body.Writer.ToString();
        var used = new HashSet<string>(Identifier.Matches(text).Cast<Match>().Select(m => m.Value));
        foreach (var value in k.Plan.Values.Reverse().Where(v => v.AliasOf is not null && used.Contains(v.Name))) used.Add(value.AliasOf!.Name);

        k.Writer.Line($"var samples = {slice}.Samples;");
        k.Writer.Line($"{k.Scalar}* input = {slice}.Input, parameters = {slice}.Parameters, packed = {slice}.Packed, workspace = {slice}.Workspace;");
        foreach (var value in k.Plan.Values.Where(v => used.Contains(v.Name))) k.Writer.Line($"{k.Scalar}* {value.Name} = {Pointer(value, training, place is null ? value.Place : place(value))};");
        foreach (var value in k.Plan.Values.Append(k.Plan.Input).Where(v => v.HasGradientBuffer && used.Contains(v.GradientName)))
            k.Writer.Line($"{k.Scalar}* {value.GradientName} = {value.GradientPlace.From("workspace")};");
        k.Writer.Lines(text.TrimEnd('\n'));
    }

    // A value that is another one at inference has a buffer of its own in training only.
    private static string Pointer(Value value, string training, Place place)
    {
        var own = place.From("workspace");
        return value.AliasOf is null ? own : value.IsView ? value.AliasOf.Name : $"{training} ? {own} : {value.AliasOf.Name}";
    }

    private static string Describe(Operation operation)
    {
        var folded = operation is WeightedSum { Folded: { } fold } ? $", {fold.Normalisation.Layer} folded in" : "";
        var activation = operation is Activated { Activation: { } fused } and not Map ? $", then {fused.Kind}" : "";
        var layer = operation.Layer.Length == 0 ? "input" : operation.Layer;
        return $"{layer}: {operation.Input} -> {operation.Output}{folded}{activation} ({OperationEmitters.Of(operation).Form(operation)})";
    }
}
