using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Prints what a network says of itself: its spec, its shapes and parameters, and where its kernels leave the layers' outputs.</summary>
internal static class InfoEmitter
{
    private const string Runtime = "global::NetSpec.Runtime.";

    public static void Print(NetworkPlan plan, SourceWriter writer)
    {
        Yaml(plan, writer);
        Info(plan, writer);
        Layout(plan, writer);
    }

    private static void Yaml(NetworkPlan plan, SourceWriter writer)
    {
        writer.Line("/// <summary>The canonical spec, so that this network can be pruned wherever it runs.</summary>");
        writer.Line("public const string Spec = \"\"\"");
        writer.Lines("    " + SpecWriter.Write(plan.Network.Spec).TrimEnd('\n').Replace("\n", "\n    "));
        writer.Line("    \"\"\" + \"\\n\";").Line();
    }

    private static void Info(NetworkPlan plan, SourceWriter writer)
    {
        var network = plan.Network;
        var firstMacs = plan.LayerOutputs.Select(l => l.Layer.Macs).FirstOrDefault(macs => macs > 0);
        writer.Line("/// <summary>Layers, shapes, parameters and costs.</summary>");
        using (writer.Block($"public static {Runtime}NetworkInfo Info {{ get; }} = new()", "};"))
        {
            writer.Line($"Name = \"{network.Spec.Name}\",");
            writer.Line("Spec = Spec,");
            writer.Line($"SpecHash = \"{SpecHash.Of(network.Spec)}\",");
            writer.Line($"InputShape = {Dimensions(network.Spec.Input.Dimensions)},");
            writer.Line($"OutputShape = {Dimensions(network.Output.Dimensions)},");
            writer.Line($"Loss = global::NetSpec.Loss.{network.Spec.Loss},");
            writer.Line($"Macs = {Number(network.Macs)},");
            writer.Line($"FirstLayerMacs = {Number(firstMacs)},");
            writer.Line($"ParameterCount = {Number(network.ParameterCount)},");
            if (plan.WholeBatch is { Input.RowsPerSample: 1 } whole) writer.Line($"WholeBatchLayer = \"{whole.Layer}\",");
            List(writer, "Layers", plan.LayerOutputs.Select(l => LayerInfo(plan, l.Layer)));
            List(writer, "Parameters", plan.Parameters.Select(ParameterInfo));
        }
        writer.Line();
    }

    private static string LayerInfo(NetworkPlan plan, ResolvedLayer layer)
    {
        var forms = plan.Operations.Concat(plan.Inference.Except(plan.Operations).Where(o => o.IsForInferenceOnly))
            .Where(o => o.Layer == layer.Path)
            .Select(o => (o.IsForInferenceOnly ? "at inference " : "") + OperationEmitters.Of(o).Form(o)).Distinct();
        var hasCovariance = !layer.Output.IsSequence && layer.Layer.Kind.HasUnits ? "true" : "false";
        var states = plan.Operations.Any(o => o.Layer == layer.Path && o.States is not null) ? " { HasStates = true }" : "";
        return $"new(\"{layer.Path}\", \"{layer.Layer.Kind.Keyword}\", {Dimensions(layer.Input.Dimensions)}, {Dimensions(layer.Output.Dimensions)}, "
            + $"{Number(layer.Parameters.Where(IsTrained).Sum(p => p.Length))}, {Number(layer.Macs)}, {hasCovariance}, \"{string.Join("; ", forms)}\"){states},";
    }

    private static string ParameterInfo(ParameterSlot slot) =>
        $"new(\"{slot.Spec.Name}\", {Dimensions(slot.Spec.Shape)}, {Runtime}ParameterKind.{slot.Spec.Role}, {slot.Layout}, "
        + $"{Number(slot.Offset)}, {Number(slot.Spec.FanIn)}, {Number(slot.Spec.FanOut)}{(slot.Activation == Activation.Linear ? "" : $", global::NetSpec.Activation.{slot.Activation}")}),";

    private static void Layout(NetworkPlan plan, SourceWriter writer)
    {
        using (writer.Block($"private static readonly {Runtime}NetworkLayout Layout = new()", "};"))
        {
            writer.Line($"SliceSamples = {plan.SliceSamples},");
            if (plan.Images is not null) writer.Line($"CutSamples = {ImagesInLanes.BlockSamples},");
            writer.Line($"GradientSliceSamples = {plan.GradientSliceSamples},");
            if (plan.Step is { } step)
            {
                writer.Line($"StepWorkspace = {Number(step.ForwardWorkspace)},");
                writer.Line($"StateSize = {plan.StateSize},");
            }
            writer.Line($"ForwardWorkspace = {Number(plan.ForwardWorkspace)},");
            writer.Line($"GradientWorkspace = {Number(plan.GradientWorkspace)},");
            if (plan.WholeBatch is { } whole)
                writer.Line($"WholeBatch = new {Runtime}WholeBatchLayout(\"{whole.Layer}\", {whole.Input.RowsPerSample}, {plan.Stages}),");
            writer.Line($"Packed = {Number(plan.PackedLength)},");
            writer.Line($"HasSingle = {(SingleEmitter.Fits(plan) ? "true" : "false")},");
            if (plan.Operations.SelectMany(o => o.Matrices).GroupBy(m => m.Owner).Any(g => g.Count() > 1)) writer.Line("SharesWeights = true,");
            writer.Line($"HasForwardCopies = {(plan.HasForwardCopies ? "true" : "false")},");
            if (plan.Operations.OfType<Gemm>().Where(plan.UpdatesInBackward).Select(g => $"\"{g.Weight.Owner.Spec.Name}\"").ToList() is { Count: > 0 } updated)
                writer.Line($"UpdatedInBackward = [{string.Join(", ", updated)}],");
            if (plan.GathersGradients) writer.Line($"GradientPieces = {GatherEmitter.Pieces(plan)},");
            var states = plan.Operations.Where(o => o.States is not null).Select(o => Buffer(plan, o.Layer + ".states", o.States!));
            List(writer, "Buffers", plan.LayerOutputs.Select(l => Buffer(plan, l.Layer.Path, l.Output)).Prepend(Buffer(plan, "", plan.Network.Spec.Input.IsImage ? plan.Operations[0].Output : plan.Input)).Concat(states));
        }
        writer.Line();
    }

    private static string Buffer(NetworkPlan plan, string path, Value value)
    {
        var memory = value.AtInference;
        return $"new(\"{path}\", {Number(memory.IsInput ? -1 : memory.Place.Offset)}, {memory.Stride}, {memory.RowsPerSample}, {memory.Width}),";
    }

    private static void List(SourceWriter writer, string name, IEnumerable<string> items)
    {
        writer.Line($"{name} =").Line("[");
        foreach (var item in items) writer.Line("    " + item);
        writer.Line("],");
    }

    private static bool IsTrained(ParameterSpec p) => p.Role is ParameterRole.Weight or ParameterRole.Bias or ParameterRole.Scale;

    private static string Dimensions(IEnumerable<int> dimensions) => $"[{string.Join(", ", dimensions)}]";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
