using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Spec.Text;

/// <summary>
/// Finds the bracket that a text which is no YAML forgot to close. The parser sees the mistake lines later, or fails without a place; it is asked
/// first, so that this only has to be right about brackets.
/// </summary>
internal static class OpenBracket
{
    /// <summary>The first bracket that is closed by none, or by one of the other kind; null where each has its own.</summary>
    public static SourceSpan? Find(string text)
    {
        var open = new List<SourceSpan>();
        var (line, lineStart) = (1, 0);
        // Outside brackets, a bracket or a quote is one only where a value may begin; elsewhere it is a letter of a word.
        var mayBegin = true;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    (line, lineStart, mayBegin) = (line + 1, i + 1, true);
                    break;
                case ' ' or '\t' or '\r':
                    break;
                case '#' when i == 0 || char.IsWhiteSpace(text[i - 1]):
                    while (i + 1 < text.Length && text[i + 1] != '\n') i++;
                    break;
                case '"' or '\'' when mayBegin:
                    var end = EndOfQuote(text, i);
                    for (; i < end; i++)
                    {
                        if (text[i] == '\n') (line, lineStart) = (line + 1, i + 1);
                    }
                    mayBegin = false;
                    break;
                case '[' or '{' when mayBegin || open.Count > 0:
                    open.Add(new SourceSpan(line, i - lineStart + 1, line, i - lineStart + 2, i, i + 1));
                    mayBegin = true;
                    break;
                case ']' or '}' when open.Count > 0:
                    var opened = open[open.Count - 1];
                    if (text[opened.StartOffset] != (text[i] == ']' ? '[' : '{')) return opened;
                    open.RemoveAt(open.Count - 1);
                    mayBegin = false;
                    break;
                case ',' when open.Count > 0:
                    mayBegin = true;
                    break;
                case ':' when i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]):
                    mayBegin = true;
                    break;
                case '-' or '?' when mayBegin && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])):
                    break;
                default:
                    mayBegin = false;
                    break;
            }
        }
        // What is forgotten first swallows the rest; of several on its line the last is the nearest to the mistake.
        return open.Count == 0 ? null : open.Last(span => span.StartLine == open[0].StartLine);
    }

    /// <summary>The closing quote, or the last character.</summary>
    private static int EndOfQuote(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\' && text[start] == '"') i++;
            else if (text[i] == text[start] && text[start] == '\'' && i + 1 < text.Length && text[i + 1] == '\'') i++;
            else if (text[i] == text[start]) return i;
        }
        return text.Length - 1;
    }
}
