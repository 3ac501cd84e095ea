using System.Text;

namespace NetSpec.Spec.Text;

/// <summary>Puts found text into a message: in quotes, on one line, and short however long it was.</summary>
internal static class Quote
{
    private const int Longest = 40;

    public static string Of(string text)
    {
        var builder = new StringBuilder("'");
        foreach (var c in text.Length > Longest ? text.Substring(0, Longest) : text)
            builder.Append(char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c);
        return builder.Append(text.Length > Longest ? "...'" : "'").ToString();
    }
}
