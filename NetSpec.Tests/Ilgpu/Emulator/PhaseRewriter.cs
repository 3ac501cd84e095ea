using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetSpec.Tests.Ilgpu;

/// <summary>
/// Turns each kernel with barriers into an iterator that hands over control where it waits, and changes nothing else in the class for devices.
/// So one thread of the processor takes a whole group in step, where a thread for each of a group's 256 would spend its time waiting.
/// </summary>
internal sealed class PhaseRewriter : CSharpSyntaxRewriter
{
    private const string Barrier = "global::ILGPU.Group.Barrier();";

    public static SyntaxTree Rewrite(SyntaxTree tree) =>
        tree.WithRootAndOptions(new PhaseRewriter().Visit(tree.GetRoot()), tree.Options);

    public override SyntaxNode VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
        return node.Identifier.Text == "Kernels" ? visited.WithMembers(SyntaxFactory.List(visited.Members.SelectMany(Rewrite))) : visited;
    }

    // Compiling the processor's kernels takes most of these tests' time, and they ask for those of 128 bits alone.
    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node)
    {
        if (node.Identifier.Text is not ("Width512" or "Width256")) return base.VisitStructDeclaration(node);
        var nothing = SyntaxFactory.ParseStatement("throw null!;");
        return node.ReplaceNodes(node.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(m => m.Body is not null), (method, _) => method.WithBody(SyntaxFactory.Block(nothing)));
    }

    private static IEnumerable<MemberDeclarationSyntax> Rewrite(MemberDeclarationSyntax member)
    {
        if (member is not MethodDeclarationSyntax { Body: { } body } method || !Barriers(body).Any()) return [member];
        var name = method.Identifier.Text;
        var arguments = string.Join(", ", method.ParameterList.Parameters.Select(p => p.Identifier.Text));
        var wait = SyntaxFactory.ParseStatement("yield return 0;\n");
        return
        [
            SyntaxFactory.ParseMemberDeclaration($"public static void {name}{method.ParameterList} => global::NetSpec.Tests.Ilgpu.Phases.Keep({name}Phases({arguments}));\n")!,
            method.WithIdentifier(SyntaxFactory.Identifier(name + "Phases"))
                .WithReturnType(SyntaxFactory.ParseTypeName("global::System.Collections.Generic.IEnumerable<int> "))
                .WithBody(body.ReplaceNodes(Barriers(body), (_, _) => wait)),
        ];
    }

    private static IEnumerable<StatementSyntax> Barriers(BlockSyntax body) =>
        body.DescendantNodes().OfType<ExpressionStatementSyntax>().Where(s => s.ToString() == Barrier);
}
