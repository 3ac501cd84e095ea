namespace NetSpec.Report.VegaLite;

/// <summary>Looks of up to seven series: each has a colour, a dash and a shape of its own, so that none depends on colour.</summary>
internal static class SeriesStyle
{
    private static readonly (int[] Dash, string Shape, string Path)[] Looks =
    [
        ([1, 0], "circle", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"),
        ([8, 3], "square", "M-3.6 -3.6h7.2v7.2h-7.2Z"),
        ([3, 3], "triangle-up", "M0 -4.4L4.6 3.8H-4.6Z"),
        ([9, 3, 2, 3], "diamond", "M0 -5L4 0L0 5L-4 0Z"),
        ([14, 4], "cross", "M-1.6 -4.6h3.2v3h3v3.2h-3v3h-3.2v-3h-3v-3.2h3Z"),
        ([2, 5], "triangle-down", "M0 4.4L4.6 -3.8H-4.6Z"),
        ([1, 2, 6, 2], "triangle-right", "M4.4 0L-3.8 4.6V-4.6Z"),
    ];

    /// <summary>How many series one chart can hold.</summary>
    public static int Most => Looks.Length;

    /// <summary>The dash of each series.</summary>
    public static IEnumerable<IReadOnlyList<int>> Dashes => Looks.Select(l => l.Dash);

    /// <summary>The shape of each series.</summary>
    public static IEnumerable<string> Shapes => Looks.Select(l => l.Shape);

    /// <summary>The variable that holds the colour of a series.</summary>
    public static string Color(int series) => FormattableString.Invariant($"var(--series-{series + 1})");

    /// <summary>Adds colour and dash by a field.</summary>
    public static Encoding Lines(Encoding encoding, string field, IReadOnlyList<string> names) => encoding with
    {
        Color = Styled(field, names, [.. names.Select((_, i) => Color(i))]),
        StrokeDash = Styled(field, names, [.. names.Select((_, i) => Looks[i].Dash)]),
    };

    /// <summary>Adds colour and shape by a field.</summary>
    public static Encoding Points(Encoding encoding, string field, IReadOnlyList<string> names) => encoding with
    {
        Color = Styled(field, names, [.. names.Select((_, i) => Color(i))]),
        Shape = Styled(field, names, [.. names.Select((_, i) => Looks[i].Shape)]),
    };

    /// <summary>What each look stands for; the charts themselves have no legends, which would not break over lines.</summary>
    public static Html Legend(IReadOnlyList<string> names) => Html.Of($"<ul class=\"legend\">{names.Select((name, i) => Html.Of(
        $"<li><svg width=\"34\" height=\"12\" viewBox=\"-17 -6 34 12\" aria-hidden=\"true\" style=\"color:{Color(i)}\"><path d=\"M-17 0H17\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"{string.Join(' ', Looks[i].Dash)}\"/><path d=\"{Looks[i].Path}\" fill=\"currentColor\"/></svg>{name}</li>"))}</ul>");

    private static Channel Styled(string field, IReadOnlyList<string> names, object[] range)
    {
        if (names.Count > Most) throw new ArgumentException($"A chart holds {Most} series; found {names.Count}.", nameof(names));
        return Channel.Name(field) with { Scale = new() { Domain = names, Range = range } };
    }
}
