using System.Text;
using System.Text.RegularExpressions;

namespace NetSpec.Tests.Onnx.Import;

/// <summary>The page on what is imported, written from the cases' results.</summary>
internal static class CoveragePage
{
    private static readonly Regex _names = new("^'[^']*'|^The (input|initializer|output) '[^']*'( of '[^']*')?", RegexOptions.CultureInvariant);

    private static readonly Regex _shapes = new(@"\[[0-9, ]*\]", RegexOptions.CultureInvariant);

    private const string Several = "several operators";

    public static string Write(IReadOnlyList<CaseResult> results)
    {
        var page = new StringBuilder();
        page.Append("""
            # ONNX: what is imported
            `netspec import` on the cases that ONNX tests itself with (Debian's libonnx-testdata): each goes through import, is compiled, and its forward
            pass is compared with ONNX's output, or it is refused with the node, its operator and the reason. No case gives another answer. A test writes
            this page. Inputs behind the first are constants; of several outputs the first is compared. Cases of optimizers and of softmax cross entropy
            are no networks: other tests run them against the training code, and all agree.

            | suite | cases | agree | refused |
            | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var suite in results.GroupBy(r => r.Case.Suite))
            page.Append($"| {suite.Key} | {suite.Count()} | {suite.Count(r => r.Passed)} | {suite.Count(r => !r.Passed)} |\n");
        var groups = results.GroupBy(OperatorOf).OrderBy(g => g.Key == Several).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        page.Append("\n## Operators that are imported\n| operator | agree | refused | why |\n| --- | --- | --- | --- |\n");
        foreach (var group in groups.Where(g => g.Any(r => r.Passed)))
            page.Append($"| {group.Key} | {group.Count(r => r.Passed)} | {group.Count(r => !r.Passed)} | {Reasons(group)} |\n");
        page.Append("\n## Operators of which no case is imported\n| operator | cases | why |\n| --- | --- | --- |\n");
        foreach (var group in groups.Where(g => !g.Any(r => r.Passed)))
            page.Append($"| {group.Key} | {group.Count()} | {Reasons(group)} |\n");
        return page.ToString();
    }

    private static string OperatorOf(CaseResult result) => result.Case.Operators.ToList() is [var one] ? one : Several;

    private static string Reasons(IEnumerable<CaseResult> results) => string.Join("; ", results
        .Where(r => r.Refusal is not null)
        .GroupBy(r => Short(r.Refusal!))
        .OrderByDescending(g => g.Count())
        .ThenBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => g.Count() > 1 ? $"{g.Key} ({g.Count()})" : g.Key));

    // Without the names of nodes, files and values and without sizes: those stand in the message itself.
    private static string Short(string message)
    {
        var said = message.Split(" cannot be said in the language: ", 2)[^1].TrimEnd('.');
        said = _names.Replace(said, "it");
        return _shapes.Replace(said, "[...]").Replace("|", "\\|").Replace("\r", " ").Replace("\n", " ");
    }
}
