using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>What a class must be so that a part can be added to it.</summary>
internal static class ClassRules
{
    public static SpecDiagnostic? Check(INamedTypeSymbol type, ClassDeclarationSyntax declaration, string path, SourceSpan place)
    {
        var isPartial = declaration.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword));
        if (isPartial && type.ContainingType is null && type.TypeParameters.IsEmpty && !type.IsStatic) return null;
        return new SpecDiagnostic(
            SpecDiagnostics.NotPartial.Id,
            $"The class '{type.Name}' must be partial, at top level, not generic and not static, since a part of it is generated.",
            path, place);
    }

    public static string Accessibility(INamedTypeSymbol type) => type.DeclaredAccessibility == Microsoft.CodeAnalysis.Accessibility.Public ? "public" : "internal";
}
