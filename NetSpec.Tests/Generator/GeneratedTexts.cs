using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Generator;
using NetSpec.Spec;

namespace NetSpec.Tests.Generator;

/// <summary>What is generated for every reference case and example, and what stands in it.</summary>
internal static class GeneratedTexts
{
    /// <summary>The class for the processor and, where asked, that for devices.</summary>
    public static IEnumerable<(string Name, string Text)> All(bool withDevices)
    {
        foreach (var name in AttributeVersions.AllSpecs)
        {
            if (SpecReader.Read(AttributeVersions.Spec(name), name).Network is not { } network) continue;
            var plan = Planner.Plan(network, Precision.Single);
            yield return (name, NetworkEmitter.Print(plan, "Demo"));
            if (withDevices) yield return (name + " on devices", GpuNetworkEmitter.Print(plan, "Demo"));
        }
    }

    /// <summary>The same as syntax. The longest repeat what shorter ones hold.</summary>
    public static IReadOnlyList<CompilationUnitSyntax> Files { get; } =
        All(withDevices: true).Where(t => t.Text.Length < 400_000).Select(t => CSharpSyntaxTree.ParseText(t.Text).GetCompilationUnitRoot()).ToList();

    /// <summary>The names with which something is looked up: not those behind a dot or ::, nor those of directives and initializers.</summary>
    public static IEnumerable<SimpleNameSyntax> Roots(SyntaxNode root) => root
        .DescendantNodes(node => node is not UsingDirectiveSyntax)
        .OfType<SimpleNameSyntax>()
        .Where(name => name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name,
            QualifiedNameSyntax qualified => qualified.Left == name,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
            AliasQualifiedNameSyntax or BaseNamespaceDeclarationSyntax or NameColonSyntax or NameEqualsSyntax => false,
            _ => true,
        });

    /// <summary>Texts between quotes.</summary>
    public static IEnumerable<string> Literals(string text) => CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens()
        .Where(t => t.IsKind(SyntaxKind.StringLiteralToken) || t.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) || t.IsKind(SyntaxKind.SingleLineRawStringLiteralToken))
        .Select(t => t.ValueText);
}
