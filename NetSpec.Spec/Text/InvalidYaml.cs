using System;
using YamlDotNet.Core;

namespace NetSpec.Spec.Text;

/// <summary>Says what is wrong with a text that the YAML parser gave up, and where a person finds it.</summary>
internal static class InvalidYaml
{
    /// <summary>The error of a text.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="exception">The parser's, null where it failed without a message.</param>
    /// <param name="reached">Where the last event that it understood ends.</param>
    public static SpecTextException Of(string text, YamlException? exception, SourceSpan reached)
    {
        var message = exception is null ? "" : Quote.Line(exception.Message.TrimEnd('.'), 160);
        if ((exception is null || message.StartsWith("While parsing a flow", StringComparison.Ordinal)) && OpenBracket.Find(text) is { } open)
            return Error($": '{text[open.StartOffset]}' opened at ({open.StartLine},{open.StartColumn}) is not closed", open);
        if (exception is null)
            return Error("", reached);
        // A mark that was never set is that of the first character, and has no length.
        var span = exception.End.Index == 0 ? reached : YamlNodes.Span(exception.Start, exception.End);
        return Error(": " + message, message.IndexOf(" tab ", StringComparison.Ordinal) >= 0 ? IndentingTab(text, reached) ?? span : span);
    }

    private static SpecTextException Error(string reason, SourceSpan span) => new(SpecDiagnostics.InvalidYaml, "The text is not valid YAML" + reason, span);

    /// <summary>The first tab that indents a line behind a place.</summary>
    private static SourceSpan? IndentingTab(string text, SourceSpan behind)
    {
        var line = behind.StartLine;
        for (var lineStart = text.IndexOf('\n', Math.Min(behind.StartOffset, text.Length)) + 1; lineStart > 0; lineStart = text.IndexOf('\n', lineStart) + 1)
        {
            line++;
            var i = lineStart;
            while (i < text.Length && text[i] == ' ') i++;
            if (i < text.Length && text[i] == '\t') return new SourceSpan(line, i - lineStart + 1, line, i - lineStart + 2, i, i + 1);
        }
        return null;
    }
}
