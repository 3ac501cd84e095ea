using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>Turns the spec's diagnostics into the compiler's; a Location is made here, at the end, so that no model holds one.</summary>
internal static class DiagnosticInfo
{
    public static Diagnostic ToDiagnostic(this SpecDiagnostic diagnostic)
    {
        // What concerns the project as a whole stands in no file.
        if (diagnostic.Path.Length == 0) return Diagnostic.Create(Descriptors.Of(diagnostic.Id), Location.None, diagnostic.Message);
        var span = diagnostic.Span;
        var lines = new LinePositionSpan(Position(span.StartLine, span.StartColumn), Position(span.EndLine, span.EndColumn));
        var location = Location.Create(diagnostic.Path, TextSpan.FromBounds(span.StartOffset, System.Math.Max(span.StartOffset, span.EndOffset)), lines);
        return Diagnostic.Create(Descriptors.Of(diagnostic.Id), location, diagnostic.Message);
    }

    /// <summary>Where a syntax node stands, in the spec's terms.</summary>
    public static SourceSpan ToSpan(this Location location)
    {
        var lines = location.GetLineSpan().Span;
        return new SourceSpan(lines.Start.Line + 1, lines.Start.Character + 1, lines.End.Line + 1, lines.End.Character + 1, location.SourceSpan.Start, location.SourceSpan.End);
    }

    // The language counts from 1, the compiler from 0.
    private static LinePosition Position(int line, int column) => new(System.Math.Max(0, line - 1), System.Math.Max(0, column - 1));
}
