using System.Text;

namespace NetSpec.Tests.Documentation;

/// <summary>One command of a block of bash: words, quotes and a redirection, which is all that the pages use.</summary>
internal sealed record ShellCommand(CodeBlock Block, string Text, IReadOnlyList<string> Words, string? Output)
{
    private static readonly string[][] _netspec = [["netspec"], ["dotnet", "run", "-c", "Release", "--project", "NetSpec.Cli", "--"]];

    /// <summary>The arguments of the <c>netspec</c> command; null where it is another program.</summary>
    public string[]? Arguments => _netspec.Where(program => Words.Take(program.Length).SequenceEqual(program)).Select(program => Words.Skip(program.Length).ToArray()).FirstOrDefault();

    /// <summary>The commands of a block; comments and empty lines are left out, lines that end with \ go on.</summary>
    public static IEnumerable<ShellCommand> Of(CodeBlock block)
    {
        foreach (var line in block.Text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            var words = Split(line, block);
            if (words.Count == 0) continue;
            var to = words.IndexOf(">");
            yield return new(block, line.Trim(), to < 0 ? words : words[..to], to < 0 ? null : words[to + 1]);
        }
    }

    private static List<string> Split(string line, CodeBlock block)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        foreach (var c in line)
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"') (quote, isWord) = (quote == '\0' ? c : '\0', true);
            else if (quote == '\0' && c == '#' && !isWord) break;
            else if (quote == '\0' && char.IsWhiteSpace(c)) End();
            else if (quote == '\0' && c is '|' or '&' or '$' or '`' or '<' or '*' or '~') throw new NotSupportedException($"{block}: '{c}' in '{line}' is more than the pages' commands need.");
            else (_, isWord) = (word.Append(c), true);
        }
        End();
        return words;

        void End()
        {
            if (isWord) words.Add(word.ToString());
            (_, isWord) = (word.Clear(), false);
        }
    }
}
