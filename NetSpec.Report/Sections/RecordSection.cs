using System.Globalization;
using NetSpec.Pruning;

namespace NetSpec.Report;

/// <summary>How it was pruned: options, groups, what had to stay, what a person should know.</summary>
internal static class RecordSection
{
    public static Section? Of(RunFolder run)
    {
        if (run.Report is not { } report) return null;
        var groups = Tables.Of(
            ["units of", "with", "before", "after", "score", "held-out error"],
            report.Groups.Select(g => (IReadOnlyList<string>)
                [g.Name, Others(g), Figures.Count(g.Before), Figures.Count(g.After), Figures.Number(g.Score), Figures.Number(g.HeldOutError)]));
        IReadOnlyList<string> notes =
        [
            .. report.Notes,
            .. report.Groups.SelectMany(g => g.Notes.Select(n => $"{g.Name}: {n}")),
            .. report.Refused.Select(r => $"{r.Name} keeps its {(r.Units == 1 ? "one unit" : $"{r.Units} units")}: {r.Reason}."),
        ];
        return new("record", "How it was pruned", $"From {Figures.Count(report.Samples)} calibration samples, of which {Figures.Count(report.HeldOutSamples)} were held out. The held-out error is the share of the variance of what the next layers compute that is lost on those.")
        {
            Body = Html.Of($"""
                <div class="scroll">{groups}</div>
                <dl class="facts">{Facts(report).Select(f => Html.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>
                {(notes.Count == 0 ? Html.Empty : Html.Of($"<div class=\"note\"><ul>{notes.Select(n => Html.Of($"<li>{n}</li>"))}</ul></div>"))}
                """),
        };
    }

    private static IEnumerable<(string Name, string Value)> Facts(PruneReport report)
    {
        var options = report.Options;
        yield return ("Criterion", options.Criterion.ToString().ToLowerInvariant());
        yield return ("Reconstruction", options.Reconstruct.ToString().ToLowerInvariant());
        yield return ("θ", Short(options.Theta));
        yield return ("Ridge", options.Ridge is { } ridge ? Short(ridge) : "chosen on held-out samples");
        yield return ("Covariances", options.Centered ? "about the mean" : "not centred");
        if (options.MultipleOf > 1) yield return ("Widths are multiples of", Figures.Count(options.MultipleOf));
        yield return ("Seconds: covariance, selection, reconstruction, code", $"{Short(report.Seconds.Covariance)}, {Short(report.Seconds.Selection)}, {Short(report.Seconds.Reconstruction)}, {Short(report.Seconds.Regenerate)}");
    }

    private static string Others(ReportGroup group)
    {
        var others = group.Members.Where(m => m != group.Name).ToList();
        return others.Count switch { 0 => "–", <= 3 => string.Join(", ", others), _ => $"{string.Join(", ", others.Take(3))} and {others.Count - 3} more" };
    }

    private static string Short(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
