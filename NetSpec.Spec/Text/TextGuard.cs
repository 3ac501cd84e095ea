using System.Globalization;

namespace NetSpec.Spec.Text;

/// <summary>What is refused before any parsing: too much text, and bytes that are no text.</summary>
internal static class TextGuard
{
    /// <summary>Most characters of a spec; a network of thousands of layers is far below it.</summary>
    public const int LargestLength = 4 * 1024 * 1024;

    public static void Check(string text)
    {
        if (text.Length > LargestLength)
            throw new SpecTextException(SpecDiagnostics.TooLong, "The text has " + text.Length.ToString(CultureInfo.InvariantCulture)
                + " characters; a spec may have at most 4 MB (" + LargestLength.ToString(CultureInfo.InvariantCulture) + ")", Start);
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                lineStart = i + 1;
            }
            else if (IsControl(c))
            {
                throw new SpecTextException(SpecDiagnostics.NotText, "The file holds the control character U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
                    + ", so it is no text file; a spec is YAML in UTF-8", new SourceSpan(line, i - lineStart + 1, line, i - lineStart + 2, i, i + 1));
            }
        }
    }

    /// <summary>The first character of a file.</summary>
    public static SourceSpan Start { get; } = new(1, 1, 1, 1, 0, 0);

    // YAML allows tab, line feed, carriage return and next line (U+0085).
    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085');
}
