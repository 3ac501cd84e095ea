using System.Linq;
using NetSpec.Spec;
using NetSpec.Spec.Resolving;

namespace NetSpec.Generator;

/// <summary>The root namespace of a project, whose name need not be made of identifiers: that of my-app.csproj is my-app.</summary>
internal static class RootNamespaces
{
    /// <summary>A namespace with underscores for what cannot stand in one, as the templates of .NET write it; null for the global one.</summary>
    public static string? Safe(string? space) => string.IsNullOrEmpty(space) ? null : string.Join(".", space!.Split('.').Select(Part));

    /// <summary>What is wrong with a namespace that somebody wrote; where the SDK has it from the project's name, it is mended without a word.</summary>
    /// <param name="space">The project's RootNamespace.</param>
    /// <param name="project">Name of the project.</param>
    public static SpecDiagnostic? Check(string? space, string? project)
    {
        // The SDK's own defaults, of old and of late.
        if (string.IsNullOrEmpty(space) || space == project || space == project?.Replace(" ", "_")) return null;
        SpecDiagnostic? wrong = null;
        NameRules.CheckNamespace(space, "part of the project's RootNamespace", (descriptor, message) => wrong ??= new SpecDiagnostic(descriptor.Id, message, "", default));
        return wrong;
    }

    private static string Part(string part)
    {
        var name = new string(part.Select(c => Identifiers.IsIdentifier("_" + c) ? c : '_').ToArray());
        return Identifiers.IsIdentifier(name) && !Identifiers.IsKeyword(name) ? name : "_" + name;
    }
}
