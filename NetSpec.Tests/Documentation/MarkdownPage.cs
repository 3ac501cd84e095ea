using System.Text.RegularExpressions;

namespace NetSpec.Tests.Documentation;

/// <summary>A page: its blocks of code, headings and links.</summary>
internal sealed partial record MarkdownPage(string Path, string Text)
{
    /// <summary>The blocks, in order.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; } =
        [.. Fence().Matches(Text).Select(m => new CodeBlock(Path, 1 + Text.AsSpan(0, m.Index).Count('\n'), m.Groups["language"].Value, Unindent(m.Groups["text"].Value, m.Groups["indent"].Value), m.Index + m.Length))];

    /// <summary>What a link may name behind #, as GitHub makes it of a heading; a repeated one gets a number.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>();
            foreach (Match heading in Heading().Matches(Prose))
            {
                var anchor = Anchor(heading.Groups[1].Value);
                for (var n = 1; !anchors.Add(n == 1 ? anchor : $"{anchor}-{n - 1}"); n++) ;
            }
            return anchors;
        }
    }

    /// <summary>Targets of links and images, with their lines.</summary>
    public IEnumerable<(string Target, int Line)> Links =>
        Link().Matches(InlineCode().Replace(Prose, m => new string(' ', m.Length))).Select(m => (m.Groups[1].Value, 1 + Text.AsSpan(0, m.Index).Count('\n')));

    // Blocks blanked, lines kept.
    private string Prose => Fence().Replace(Text, m => new string('\n', m.Value.Count(c => c == '\n')).PadRight(m.Length));

    // Two blocks of one language one after the other are told apart by what lies between them.
    /// <summary>The block that follows with nothing but empty lines between; null where there is none.</summary>
    public CodeBlock? After(CodeBlock block) =>
        Blocks.FirstOrDefault(b => b.Line > block.Line) is { } next && string.IsNullOrWhiteSpace(Between(block, next)) ? next : null;

    private string Between(CodeBlock first, CodeBlock second) =>
        Text[first.End..Fence().Matches(Text).Single(m => m.Index + m.Length == second.End).Index];

    private static string Anchor(string heading) =>
        NoAnchor().Replace(LinkText().Replace(heading, "$1").Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string Unindent(string text, string indent) =>
        indent.Length == 0 ? text : string.Join('\n', text.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));

    [GeneratedRegex("^(?<indent> *)```(?<language>[^\n`]*)\n(?<text>.*?)^\\k<indent>```[ ]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} +(.+?)[ #]*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\\]\\(\\s*<?([^)>\\s]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)")]
    private static partial Regex Link();

    [GeneratedRegex("\\[([^\\]]*)\\]\\([^)]*\\)")]
    private static partial Regex LinkText();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("[^\\w\\- ]")]
    private static partial Regex NoAnchor();
}

/// <summary>A block between fences.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">The line of its opening fence.</param>
/// <param name="Language">What stands behind the fence; empty for drawings.</param>
/// <param name="Text">What it holds.</param>
/// <param name="End">Where its closing fence ends in the page.</param>
internal sealed record CodeBlock(string Page, int Line, string Language, string Text, int End)
{
    public override string ToString() => $"{Page}({Line})";
}
