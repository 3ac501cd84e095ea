namespace NetSpec.Cli.Hosting;

/// <summary>Rows of text under headings.</summary>
/// <param name="Title">Above it; null: none.</param>
/// <param name="Columns">Headings; one that ends in <c>#</c> is a column of numbers, set to the right, and is shown without it.</param>
internal sealed record Table(string? Title, params string[] Columns)
{
    /// <summary>The rows, each as long as the headings.</summary>
    public List<string[]> Rows { get; } = [];

    /// <summary>Adds a row.</summary>
    public void Add(params string[] cells) => Rows.Add(cells);

    /// <summary>A column's heading as shown.</summary>
    public string Heading(int column) => Columns[column].TrimEnd('#');

    /// <summary>Whether a column holds numbers.</summary>
    public bool IsNumeric(int column) => Columns[column].EndsWith('#');
}
