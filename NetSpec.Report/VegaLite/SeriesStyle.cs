namespace NetSpec.Report.VegaLite;

/// <summary>Looks of up to seven series: each has a colour, a dash and a shape of its own, so that none depends on colour.</summary>
internal static class SeriesStyle
{
    /// <summary>How many series one chart can hold.</summary>
    public const int Most = 7;

    private static readonly int[][] Dashes = [[1, 0], [8, 3], [3, 3], [9, 3, 2, 3], [14, 4], [2, 5], [1, 2, 6, 2]];

    private static readonly string[] Shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"];

    /// <summary>Adds colour, dash and shape by a field; one legend says all three.</summary>
    public static Encoding By(Encoding encoding, string field, IReadOnlyList<string> names, bool hasShapes = true) => encoding with
    {
        Color = Styled(field, names, [.. names.Select((_, i) => $"var(--series-{i + 1})")]),
        StrokeDash = Styled(field, names, [.. names.Select((_, i) => Dashes[i])]),
        Shape = hasShapes ? Styled(field, names, [.. names.Select((_, i) => Shapes[i])]) : null,
    };

    private static Channel Styled(string field, IReadOnlyList<string> names, object[] range)
    {
        if (names.Count > Most) throw new ArgumentException($"A chart holds {Most} series; found {names.Count}.", nameof(names));
        return Channel.Name(field) with { Title = "", Scale = new() { Domain = names, Range = range } };
    }
}
