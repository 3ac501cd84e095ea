using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>
/// Prints the class of one network: its face, what it says of itself, and a nested class of kernels. Printers write types of the framework
/// with their namespace (global::System.Math), since a namespace or class of the project may bear such a name; those that the head's
/// directives open are names that no network may have.
/// </summary>
internal static class NetworkEmitter
{
    /// <summary>The C# of a plan; the same plan gives the same bytes.</summary>
    public static string Print(NetworkPlan plan, string? rootNamespace, string accessibility = "public")
    {
        var writer = new SourceWriter();
        HeaderEmitter.Print(plan, plan.Network.Spec.Namespace ?? rootNamespace, writer);
        Class(plan, accessibility, writer);
        return writer.ToString();
    }

    private static void Class(NetworkPlan plan, string accessibility, SourceWriter writer)
    {
        var (spec, scalar) = (plan.Network.Spec, plan.Precision.Keyword);
        var face = plan.Precision == Precision.Single ? "global::NetSpec.Runtime.INetwork" : $"global::NetSpec.Runtime.INetwork<{scalar}>";
        if (plan.Step is not null) face += $", global::NetSpec.Runtime.IStreamingNetwork<{scalar}>";
        DocumentationEmitter.Print(plan, writer);
        writer.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"NetSpec.Generator\", \"0.1.0\")]");
        using (writer.Block($"{accessibility} sealed partial class {spec.Name} : {face}"))
        {
            FaceEmitter.Print(plan, writer);
            InfoEmitter.Print(plan, writer);
            KernelsEmitter.Print(plan, writer);
        }
    }
}
