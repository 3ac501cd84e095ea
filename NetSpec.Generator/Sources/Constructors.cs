using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>A constructor that calls no other of its class, so that nothing makes the network's parameters where the class is one.</summary>
/// <param name="Class">Namespace and name of its class.</param>
/// <param name="IsPrimary">It stands behind the class's name.</param>
/// <param name="IsEmpty">It takes nothing, so that <c>this()</c> would be itself.</param>
/// <param name="Path">Its file.</param>
/// <param name="Place">Where it stands there.</param>
internal sealed record LooseConstructor(string Class, bool IsPrimary, bool IsEmpty, string Path, SourceSpan Place)
{
    /// <param name="isDevice">Its class is the one for devices, which is made from an accelerator.</param>
    public SpecDiagnostic ToDiagnostic(bool isDevice)
    {
        var call = isDevice ? "this(accelerator)" : IsEmpty ? "this(VectorPath.Auto)" : "this()";
        var name = Class.Substring(Class.LastIndexOf('.') + 1);
        return new SpecDiagnostic(
            SpecDiagnostics.Constructor.Id,
            IsPrimary
                ? $"'{name}' takes parameters behind its name, but the generated constructor makes its parameters and kernels; write a constructor that calls it, with ': {call}'."
                : $"This constructor of '{name}' leaves out the generated one, which makes the network's parameters and kernels; call it with ': {call}'.",
            Path, Place);
    }
}

/// <summary>Constructors that somebody wrote in the other part of a network's class.</summary>
internal static class Constructors
{
    // Read as text alone: a project has many constructors and few networks, and the compiler's types would be asked for after every edit.
    public static IncrementalValueProvider<EquatableArray<LooseConstructor>> Provider(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .CreateSyntaxProvider(static (node, _) => IsLoose(node), static (c, _) => Read(c.Node))
        .Collect().Select(static (all, _) => new EquatableArray<LooseConstructor>(all));

    /// <summary>Those of the project's networks.</summary>
    public static IEnumerable<SpecDiagnostic> Check(IEnumerable<SourceNetwork> networks, EquatableArray<LooseConstructor> constructors)
    {
        if (constructors.Count == 0) return [];
        var made = networks.Where(n => n.Network is not null).ToList();
        var (classes, all) = (new HashSet<string>(made.Select(n => n.FullName)), new HashSet<string>(made.SelectMany(n => n.ClassNames)));
        return constructors.Where(c => all.Contains(c.Class)).Select(c => c.ToDiagnostic(isDevice: !classes.Contains(c.Class)));
    }

    private static bool IsLoose(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax { Parent: ClassDeclarationSyntax type } constructor =>
            IsPart(type) && !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer) && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        ClassDeclarationSyntax { ParameterList: not null } type => IsPart(type),
        _ => false,
    };

    private static bool IsPart(ClassDeclarationSyntax type) =>
        type.TypeParameterList is null && type.Parent is not TypeDeclarationSyntax && type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static LooseConstructor Read(SyntaxNode node)
    {
        var type = node as ClassDeclarationSyntax ?? (ClassDeclarationSyntax)node.Parent!;
        var at = node is ConstructorDeclarationSyntax constructor ? constructor.Identifier.GetLocation() : type.ParameterList!.GetLocation();
        return new LooseConstructor(FullName(type), node == type, node is ConstructorDeclarationSyntax { ParameterList.Parameters.Count: 0 }, node.SyntaxTree.FilePath, at.ToSpan());
    }

    private static string FullName(ClassDeclarationSyntax type) => string.Join(".", type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>()
        .Select(space => space.Name.ToString()).Reverse().Append(type.Identifier.ValueText));
}
