using System.Text;

namespace NetSpec.Spec.Text;

/// <summary>Puts found text into a message: in quotes, on one line, and short however long it was.</summary>
internal static class Quote
{
    private const int Longest = 40;

    /// <summary>A word of the user's, in quotes.</summary>
    public static string Of(string text) => $"'{Line(text, Longest)}'";

    /// <summary>A text on one line, cut at a length.</summary>
    public static string Line(string text, int longest)
    {
        var builder = new StringBuilder();
        foreach (var c in text.Length > longest ? text.Substring(0, longest) : text)
            builder.Append(char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c);
        return builder.Append(text.Length > longest ? "..." : "").ToString();
    }
}
