using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetSpec.Spec;
using NetSpec.Spec.Resolving;
using NetSpec.Tests.Freeze;

namespace NetSpec.Tests.Generator;

/// <summary>The names that no network can have, held against what generated files use.</summary>
public class GeneratedNamesTests
{
    // ILGPU's types come from the emulator, which stands in this assembly.
    private static readonly Compilation Libraries = GeneratorHost.Project().AddReferences(MetadataReference.CreateFromFile(typeof(GeneratedNamesTests).Assembly.Location));

    private static readonly IReadOnlyList<CompilationUnitSyntax> Files =
    [
        .. GeneratedTexts.Files,
        .. GeneratorHost.Run(GeneratorHost.Project(), GeneratorHost.Spec("Tiny.net.yaml", Freezing.Tiny), Freezing.File(Freezing.Model()))
            .GeneratedSources.Select(s => s.SyntaxTree.GetCompilationUnitRoot()),
    ];

    [Fact]
    public void NoClassIsNamedAsOneOfItsMembers()
    {
        var members = Files.Select(file => file.DescendantNodes().OfType<ClassDeclarationSyntax>().First())
            .Where(type => !type.Identifier.ValueText.EndsWith("Gpu", StringComparison.Ordinal)).SelectMany(type => type.Members).SelectMany(Names).ToHashSet();
        Assert.Superset(new HashSet<string> { "Forward", "Train", "Step", "StateSize", "_runner", "Kernels", "FrozenData" }, members);
        Assert.Equal("", string.Join(' ', members.Except(GeneratedNames.All)));
    }

    [Fact]
    public void NoClassHidesATypeThatCodeUses()
    {
        var used = Files.SelectMany(file => Found(file)).ToHashSet();
        Assert.Superset(new HashSet<string> { "Span", "MethodImplAttribute", "Vector256", "AcceleratorStream", "FloatView" }, used);
        Assert.Equal("", string.Join(' ', used.Except(GeneratedNames.All).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void EveryNameIsRefusedAtItsPlace() => Assert.All(GeneratedNames.All, name =>
    {
        var error = Assert.Single(SpecReader.Read($"netspec: 1\nname: {name}\ninput: 3\nlayers:\n  - dense: 1\n", "a.net.yaml").Diagnostics).ToString();
        Assert.Equal($"a.net.yaml(2,7): error NS2007: The class cannot be named '{name}', because generated code uses that name itself", error);
        Assert.False(NameRules.CanNameClass(name));
    });

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
        PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: null } property => [property.Identifier.ValueText],
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method => [method.Identifier.ValueText],
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        PropertyDeclarationSyntax or MethodDeclarationSyntax or ConstructorDeclarationSyntax => [],
        _ => throw new NotSupportedException(member.Kind().ToString()),
    };

    // Names that a file does not declare itself and that one of its directives finds.
    private static IEnumerable<string> Found(CompilationUnitSyntax file)
    {
        var own = file.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.ValueText).ToHashSet();
        var directives = file.DescendantNodes().OfType<UsingDirectiveSyntax>().ToList();
        var spaces = directives.Where(u => u.Alias is null).Select(u => u.Name!.ToString().Replace("global::", "", StringComparison.Ordinal)).Select(Space).ToList();
        var aliases = directives.Where(u => u.Alias is not null).Select(u => u.Alias!.Name.Identifier.ValueText).ToHashSet();
        return GeneratedTexts.Roots(file).SelectMany<SimpleNameSyntax, string>(name => name.Parent is AttributeSyntax ? [name.Identifier.ValueText, name.Identifier.ValueText + "Attribute"] : [name.Identifier.ValueText])
            .Distinct().Where(name => !own.Contains(name) && (aliases.Contains(name) || spaces.Any(s => !s.GetTypeMembers(name).IsEmpty)));
    }

    private static INamespaceSymbol Space(string name) => name.Split('.').Aggregate(
        Libraries.GlobalNamespace, (space, part) => space.GetNamespaceMembers().Single(n => n.Name == part));
}
