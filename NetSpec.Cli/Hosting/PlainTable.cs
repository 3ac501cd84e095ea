namespace NetSpec.Cli.Hosting;

/// <summary>A table as lines of text with aligned columns.</summary>
internal static class PlainTable
{
    public static void Write(TextWriter writer, Table table)
    {
        if (table.Title is { } title) writer.WriteLine(title);
        var columns = Enumerable.Range(0, table.Columns.Length).ToArray();
        var widths = Array.ConvertAll(columns, c => table.Rows.Select(r => r[c].Length).Append(table.Heading(c).Length).Max());
        foreach (var row in table.Rows.Prepend([.. columns.Select(table.Heading)]))
        {
            var cells = columns.Select(c => table.IsNumeric(c) ? row[c].PadLeft(widths[c]) : row[c].PadRight(widths[c]));
            writer.WriteLine(string.Join("  ", cells).TrimEnd());
        }
    }
}
