using Spectre.Console;

namespace NetSpec.Cli.Hosting;

/// <summary>A table on a terminal, without lines so that that of a run fits into 80 columns.</summary>
internal static class FancyTable
{
    public static void Write(TextWriter writer, Table table)
    {
        var shown = new Spectre.Console.Table().Border(TableBorder.None);
        if (table.Title is { } title) shown.Title(Markup.Escape(title));
        for (var c = 0; c < table.Columns.Length; c++)
        {
            // Without padding to the left, and the names of rows never broken.
            var column = new TableColumn($"[bold]{Markup.Escape(table.Heading(c))}[/]") { Padding = new Padding(0, 0, 1, 0), NoWrap = c == 0 };
            shown.AddColumn(table.IsNumeric(c) ? column.RightAligned() : column);
        }
        foreach (var row in table.Rows)
            shown.AddRow([.. row.Select(Markup.Escape)]);
        Consoles.For(writer).Write(shown);
    }
}
