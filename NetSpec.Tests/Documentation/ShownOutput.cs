using System.Globalization;
using System.Text.RegularExpressions;
using NetSpec.Tests.Snapshots;

namespace NetSpec.Tests.Documentation;

/// <summary>
/// What a page shows of a command's output against what the command wrote. A line of three dots stands for any lines. Words are the same; numbers may
/// differ by a tenth, since training on another vector width ends a little elsewhere. NETSPEC_ACCEPT=1 puts what was written into the page where it
/// has no dots.
/// </summary>
internal static partial class ShownOutput
{
    public static void Verify(MarkdownPage page, IReadOnlyList<(CodeBlock Block, string Written)> shown)
    {
        var wrong = shown.Where(s => !Agrees(s.Block.Text, s.Written)).ToList();
        if (wrong.Count > 0 && Snapshot.Accepts(Environment.GetEnvironmentVariable) && wrong.TrueForAll(s => !s.Block.Text.Split('\n').Contains("...")))
        {
            var text = page.Text;
            foreach (var (block, written) in wrong) text = text.Replace($"```text\n{block.Text}```", $"```text\n{written}```", StringComparison.Ordinal);
            File.WriteAllText(Repository.At(page.Path), text);
            return;
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Select(s => $"{s.Block} shows another output than:\n{s.Written}")));
    }

    /// <summary>Whether the lines that a page shows are those that were written.</summary>
    public static bool Agrees(string shown, string written) => Agrees(Lines(shown), Lines(written));

    private static bool Agrees(ReadOnlySpan<string> shown, ReadOnlySpan<string> written)
    {
        if (shown.IsEmpty) return written.IsEmpty;
        if (shown[0] == "...")
        {
            for (var skipped = 0; skipped <= written.Length; skipped++)
                if (Agrees(shown[1..], written[skipped..])) return true;
            return false;
        }
        return !written.IsEmpty && LinesAgree(shown[0], written[0]) && Agrees(shown[1..], written[1..]);
    }

    private static bool LinesAgree(string shown, string written)
    {
        var (a, b) = (Number().Matches(shown), Number().Matches(written));
        return Number().Replace(Blanks().Replace(shown, " "), "#") == Number().Replace(Blanks().Replace(written, " "), "#")
            && a.Zip(b).All(pair => Value(pair.First) is var x && Value(pair.Second) is var y && Math.Abs(x - y) <= 0.1 * Math.Max(Math.Abs(x), Math.Abs(y)) + 0.002);
    }

    private static double Value(Match number) => double.Parse(number.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static string[] Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];

    [GeneratedRegex(@"(?<![\w.])\d+(,\d{3})*(\.\d+)?(e-?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
