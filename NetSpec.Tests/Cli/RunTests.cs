using System.Text.Json;
using System.Text.RegularExpressions;
using static NetSpec.Tests.Cli.MiniRun;

namespace NetSpec.Tests.Cli;

public class RunTests
{
    [Fact]
    public void ARunLeavesEverythingInItsFolder()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe);

        var outcome = session.Done("run", recipe, "--out", session.At("result"));

        Assert.Equal(
            ["MiniSmall.net.yaml", "MiniSmall.safetensors", "MiniSmallPruned.finetuned.safetensors", "MiniSmallPruned.net.yaml", "MiniSmallPruned.safetensors", "analysis.json", "latency.json", "log.csv", "report.html", "report.json", "summary.json"],
            NamesIn(session.At("result")));
        Assert.Contains("spectral_subset, finetuned", outcome.Output);
        Assert.EndsWith($"{session.At("result")}: specs, weights, report.json, analysis.json, latency.json, log.csv, summary.json and report.html.", outcome.Output.TrimEnd());
        // 2 repeats of 4 + 2 epochs and of 2 for each of 4 baselines, under one heading.
        Assert.Equal(1 + (2 * (4 + 2 + (4 * 2))), File.ReadAllLines(session.At("result/log.csv")).Length);
        session.Done("check", session.At("result/MiniSmallPruned.net.yaml"));
        session.Done("evaluate", session.At("result/MiniSmallPruned.net.yaml"), "--weights", session.At("result/MiniSmallPruned.finetuned.safetensors"), "--data", "mini:train=1,test=9");
    }

    [Fact]
    public void TheSummaryHasTheShapeOfItsPage()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe);

        var summary = session.Json("run", recipe, "--out", session.At("result"));

        Assert.Equal("MiniSmall", summary.GetProperty("network").GetProperty("name").GetString());
        Assert.Equal([8, 4], summary.GetProperty("network").GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        var stages = summary.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(["original", "pruned", "finetuned"], stages.Select(s => s.GetProperty("stage").GetString()));
        Assert.Equal([289, 137, 137], stages.Select(s => s.GetProperty("parameters").GetInt32()));
        foreach (var key in new[] { "macs", "trainLoss", "trainAccuracy", "testLoss", "testAccuracy", "seconds" })
        {
            Assert.All(stages, s => Assert.Equal(JsonValueKind.Number, s.GetProperty(key).ValueKind));
            Assert.All(stages, s => Assert.True(s.GetProperty(key + "Sd").GetDouble() >= 0));
        }
        var pruning = summary.GetProperty("pruning");
        Assert.Equal([8, 4], pruning.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("before").GetInt32()));
        Assert.Equal([4, 2], pruning.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("after").GetInt32()));
        foreach (var key in new[] { "name", "members", "score", "rank", "heldOutError" })
            Assert.All(pruning.GetProperty("groups").EnumerateArray(), g => Assert.True(g.TryGetProperty(key, out _)));
        foreach (var key in new[] { "covariance", "selection", "reconstruction", "regenerate" })
            Assert.True(pruning.GetProperty("seconds").GetProperty(key).GetDouble() >= 0);
        var baselines = summary.GetProperty("baselines").EnumerateArray().ToList();
        Assert.Equal(["random", "magnitude", "magnitude_folded", "spectral_subset"], baselines.Select(b => b.GetProperty("criterion").GetString()));
        Assert.All(baselines, b => Assert.Equal(["pruned", "finetuned"], b.GetProperty("stages").EnumerateArray().Select(s => s.GetProperty("stage").GetString())));
        Assert.Equal(summary.ToString(), JsonDocument.Parse(File.ReadAllText(session.At("result/summary.json"))).RootElement.ToString());
    }

    [Fact]
    public void TheSameRecipeGivesTheSameFilesInEveryCulture()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe);
        session.Done("run", recipe, "--out", session.At("first"));
        using (new Data.InCulture("de-DE"))
            session.Done("run", recipe, "--out", session.At("second"));

        foreach (var name in new[] { "MiniSmall.safetensors", "MiniSmallPruned.finetuned.safetensors", "MiniSmallPruned.safetensors", "MiniSmallPruned.net.yaml" })
            Assert.Equal(File.ReadAllBytes(session.At($"first/{name}")), File.ReadAllBytes(session.At($"second/{name}")));
        Assert.Equal(WithoutTimes(session.At("first/summary.json")), WithoutTimes(session.At("second/summary.json")));
    }

    [Fact]
    public void RepeatsDifferInDataAndSeed()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe);

        var summary = session.Json("run", recipe, "--out", session.At("result"));

        Assert.True(summary.GetProperty("stages")[0].GetProperty("trainLossSd").GetDouble() > 0);
    }

    [Fact]
    public void ValuesHaveR2AndNoAccuracy()
    {
        using var session = new CommandSession();
        session.Write("mini.net.yaml", CommandSession.Mini.Replace("binary_cross_entropy", "mse"));
        var recipe = session.Write("r.run.yaml", "network: mini.net.yaml\ndata: { kind: mini, train: 20, test: 10 }\ntrain: { epochs: 1 }\n");

        var stage = session.Json("run", recipe, "--out", session.At("result")).GetProperty("stages")[0];

        Assert.Equal(JsonValueKind.Null, stage.GetProperty("testAccuracy").ValueKind);
        Assert.Equal(JsonValueKind.Number, stage.GetProperty("testR2").ValueKind);
    }

    [Fact]
    public void TheTableSaysWhereAWidthWasLoweredToTheRank()
    {
        using var session = new CommandSession();
        session.Write("mini.net.yaml", CommandSession.Mini.Replace("  - { dense: 4, activation: relu }", "  - dense: 3\n  - dense: 6"));
        var recipe = session.Write("r.run.yaml", """
            network: mini.net.yaml
            data: { kind: mini, train: 64, test: 32, seed: 1 }
            train: { epochs: 1 }
            prune: { widths: [8, 3, 5] }
            repeat: 2
            """);

        var outcome = session.Done("run", recipe, "--out", session.At("result"));

        // Six linear units of three others: three of them are independent.
        Assert.Contains("Repeat 1: 'dense3' keeps 3 units where 5 were asked for; the others depend linearly on those.", outcome.Output);
        Assert.Contains("Repeat 2: 'dense3' keeps 3 units", outcome.Output);
        Assert.Contains("8-3-3", outcome.Output);
    }

    [Fact]
    public void TheExampleRecipesAreGood()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "_specs");

        var recipes = Directory.GetFiles(folder, "*.run.yaml").Select(NetSpec.Cli.Recipes.RecipeReader.Read).ToList();

        Assert.True(recipes.Count >= 7);
        Assert.All(recipes, r => Assert.True(File.Exists(r.Network), r.Network));
    }

    private static string WithoutTimes(string path) => Regex.Replace(File.ReadAllText(path), "\"(seconds|secondsSd|covariance|selection|reconstruction|regenerate)\": [0-9].*", "");
}
