namespace NetSpec.Report;

/// <summary>Tables of a page; the first column names the row, the others are figures.</summary>
internal static class Tables
{
    // Beyond, a table is a file: the page says so.
    private const int MostRows = 400;

    /// <summary>A table.</summary>
    /// <param name="heads">Names of the columns.</param>
    /// <param name="rows">One text for each column.</param>
    /// <param name="classes">For each row, its class; null: none.</param>
    public static Html Of(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, Func<int, string>? classes = null)
    {
        var all = rows.ToList();
        var body = all.Take(MostRows).Select((row, i) => Html.Of(
            $"<tr class=\"{classes?.Invoke(i) ?? ""}\"><th scope=\"row\">{row[0]}</th>{row.Skip(1).Select(cell => Html.Of($"<td class=\"number\">{cell}</td>"))}</tr>\n"));
        return Html.Of($"""
            <table>
            <thead><tr><th scope="col">{heads[0]}</th>{heads.Skip(1).Select(h => Html.Of($"<th scope=\"col\" class=\"number\">{h}</th>"))}</tr></thead>
            <tbody>
            {body}</tbody>
            </table>
            {(all.Count > MostRows ? Html.Of($"<p>The first {MostRows} of {all.Count} rows.</p>") : Html.Empty)}
            """);
    }
}
