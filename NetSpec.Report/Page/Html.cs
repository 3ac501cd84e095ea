using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetSpec.Report;

/// <summary>Text of a page. Whatever is put into one by interpolation is escaped, unless it is of this type itself.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Markup with values in it: <c>Html.Of($"&lt;td&gt;{name}&lt;/td&gt;")</c>.</summary>
    public static Html Of(HtmlHandler markup) => new(markup.ToString());

    /// <summary>One after another.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Builds <see cref="Html"/>: literals are markup, values are text. Numbers are written as in every culture.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Html value) => _text.Append(value.Text);

    public void AppendFormatted(IEnumerable<Html> values)
    {
        foreach (var value in values) _text.Append(value.Text);
    }

    public void AppendFormatted(string? value) => _text.Append(value is null ? "" : Escape(value));

    public void AppendFormatted(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    // Two digits are finer than any screen; most values that are drawn are such places.
    public void AppendFormatted(double value) => _text.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();

    // The five characters that mean something in markup; the page is UTF-8, so that all others stand for themselves.
    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
