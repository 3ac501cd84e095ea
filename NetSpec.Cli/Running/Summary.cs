using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Cli.Recipes;
using NetSpec.Pruning;
using NetSpec.Spec;

namespace NetSpec.Cli.Running;

/// <summary>summary.json, and the table that says the same.</summary>
internal static class Summary
{
    public static Dictionary<string, object?> ToJson(Recipe recipe, SpecFile file, IReadOnlyList<RepeatResult> repeats)
    {
        var first = repeats[0];
        return new()
        {
            ["network"] = new { name = first.Stages[0].Info.Name, widths = first.Stages[0].Widths },
            ["repeats"] = repeats.Count,
            ["seed"] = recipe.Train.Seed,
            ["stages"] = Stages(repeats, r => r.Stages),
            ["pruning"] = first.Pruned is null ? null : Pruning([.. repeats.Select(r => r.Report!)]),
            [WrittenSpecs.Key] = Specs(file, first),
            ["baselines"] = recipe.Compare.Select((name, b) => new { criterion = name, stages = Stages(repeats, r => r.Baselines[b]) }).Take(first.Baselines.Count).ToList(),
        };
    }

    private static Dictionary<string, string> Specs(SpecFile file, RepeatResult first)
    {
        var texts = new Dictionary<string, string> { [file.Spec.Name] = file.Text };
        if (first.Pruned is { } pruned) texts[pruned.Name] = SpecWriter.Write(pruned);
        return texts.ToDictionary(t => t.Key + ".net.yaml", t => WrittenSpecs.HashOf(t.Value));
    }

    public static Table ToTable(Recipe recipe, IReadOnlyList<RepeatResult> repeats)
    {
        var isOfClasses = repeats[0].Stages[0].Train.Accuracy is not null;
        var title = $"{recipe.Name}, test samples" + (repeats.Count == 1 ? "" : $": mean ± standard deviation of {repeats.Count} repeats");
        var table = new Table(title, "network", "widths", "parameters#", "MACs#", isOfClasses ? "accuracy#" : "R2#", "loss#");
        Add(table, repeats, "", r => r.Stages, isOfClasses);
        for (var b = 0; b < repeats[0].Baselines.Count; b++)
        {
            var baseline = b;
            Add(table, repeats, recipe.Compare[b] + ", ", r => r.Baselines[baseline], isOfClasses);
        }
        return table;
    }

    /// <summary>Widths that were lowered because fewer units are independent, by group and repeat.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<RepeatResult> repeats) =>
        from repeat in repeats.Select((result, index) => (Report: result.Report, Index: index))
        where repeat.Report is not null
        from @group in repeat.Report.Groups
        where @group.Asked > @group.After
        select (repeats.Count == 1 ? "" : $"Repeat {repeat.Index + 1}: ")
            + $"'{@group.Name}' keeps {@group.After} units where {@group.Asked} were asked for; the others depend linearly on those.";

    private static void Add(Table table, IReadOnlyList<RepeatResult> repeats, string prefix, Func<RepeatResult, IReadOnlyList<Stage>> stages, bool isOfClasses)
    {
        foreach (var stage in Stages(repeats, stages))
        {
            string Spread(string key, string format) => Text.Spread((double?)stage[key], (double?)stage[key + "Sd"], format);
            table.Add(prefix + stage["stage"], Text.Widths((IReadOnlyList<int>)stage["widths"]!), Spread("parameters", "#,0.#"), Spread("macs", "#,0.#"),
                Spread(isOfClasses ? "testAccuracy" : "testR2", "0.000"), Spread("testLoss", "0.000"));
        }
    }

    private static List<Dictionary<string, object?>> Stages(IReadOnlyList<RepeatResult> repeats, Func<RepeatResult, IReadOnlyList<Stage>> stages) =>
        [.. Enumerable.Range(0, stages(repeats[0]).Count).Select(i => StageMeasures.Summarise([.. repeats.Select(r => stages(r)[i])]))];

    private static object Pruning(IReadOnlyList<PruneReport> reports)
    {
        double? Mean(Func<PruneReport, double?> get) => Statistics.Mean([.. reports.Select(get)]);
        return new
        {
            groups = reports[0].Groups.Select((group, g) => new
            {
                name = group.Name,
                members = group.Members,
                before = group.Before,
                after = Mean(r => r.Groups[g].After),
                score = Mean(r => r.Groups[g].Score),
                scoreSd = Statistics.Deviation([.. reports.Select(r => (double?)r.Groups[g].Score)]),
                rank = Mean(r => r.Groups[g].Rank),
                heldOutError = Mean(r => r.Groups[g].HeldOutError),
                heldOutErrorSd = Statistics.Deviation([.. reports.Select(r => (double?)r.Groups[g].HeldOutError)]),
            }),
            seconds = new
            {
                covariance = Mean(r => r.Seconds.Covariance),
                selection = Mean(r => r.Seconds.Selection),
                reconstruction = Mean(r => r.Seconds.Reconstruction),
                regenerate = Mean(r => r.Seconds.Regenerate),
            },
        };
    }
}
