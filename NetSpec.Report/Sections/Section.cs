namespace NetSpec.Report;

/// <summary>One part of the page.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Introduction">A sentence or two; empty where the figures say it.</param>
internal sealed record Section(string Id, string Title, string Introduction)
{
    /// <summary>What is not a chart, first.</summary>
    public Html Body { get; init; } = Html.Empty;

    /// <summary>Its charts.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];
}

/// <summary>A chart with its heading and the sentence that says how to read it.</summary>
/// <param name="Id">Unique in the page; letters, digits and dashes.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Reading">How to read it.</param>
/// <param name="Chart">Drawn by Vega-Lite.</param>
internal sealed record Figure(string Id, string Title, string Reading, VegaLite.Chart Chart)
{
    /// <summary>What the looks of its series stand for.</summary>
    public Html Legend { get; init; } = Html.Empty;

    /// <summary>A covariance whose cells the page unpacks into rows; the chart is then as high as wide.</summary>
    public Matrix? Matrix { get; init; }

    /// <summary>A heading above it and its neighbours of the same heading.</summary>
    public Html? Group { get; init; }

    /// <summary>Whether it takes the whole width of the page.</summary>
    public bool IsWide { get; init; }

    /// <summary>The same as a table, for a page without charts and for readers of screens.</summary>
    public Html Table { get; init; } = Html.Empty;
}

/// <summary>The lower triangle of a symmetric matrix, row by row.</summary>
internal sealed record Matrix(int Units, int Cells, IReadOnlyList<double> Values);
