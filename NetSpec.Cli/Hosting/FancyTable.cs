using Spectre.Console;

namespace NetSpec.Cli.Hosting;

/// <summary>A table with borders, on a terminal.</summary>
internal static class FancyTable
{
    public static void Write(TextWriter writer, Table table)
    {
        var shown = new Spectre.Console.Table().RoundedBorder();
        if (table.Title is { } title) shown.Title(Markup.Escape(title));
        for (var c = 0; c < table.Columns.Length; c++)
        {
            var column = new TableColumn(Markup.Escape(table.Heading(c)));
            shown.AddColumn(table.IsNumeric(c) ? column.RightAligned() : column);
        }
        foreach (var row in table.Rows)
            shown.AddRow([.. row.Select(Markup.Escape)]);
        Consoles.For(writer).Write(shown);
    }
}
