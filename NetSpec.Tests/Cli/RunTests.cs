using System.Text.Json;
using System.Text.RegularExpressions;
using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class RunTests
{
    private const string Recipe = """
        network: mini.net.yaml
        data: { kind: mini, train: 64, test: 32, seed: 1 }
        train: { epochs: 4, batch: 16, init: glorot }
        prune: { widths: [4, 2] }
        finetune: { epochs: 2 }
        repeat: 2
        compare: [random, magnitude, magnitude_folded, spectral_subset]
        """;

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
    public void AStopKeepsTheLogAndTheFirstRepeat()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe.Replace("repeat: 2", "repeat: 20"));

        var error = Stopped(recipe, session.At("result"), "10 %");

        var kept = session.At("result/unfinished");
        Assert.True(File.ReadAllLines(Path.Combine(kept, "log.csv")).Length > 5);
        Assert.True(File.Exists(Path.Combine(kept, "MiniSmallPruned.net.yaml")));
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(kept, "summary.json")));
        var finished = summary.RootElement.GetProperty("repeats").GetInt32();
        Assert.InRange(finished, 1, 19);
        Assert.Equal($"Stopped. {kept} holds {finished} of 20 repeats; report.html shows them.", error);
        Assert.True(File.Exists(Path.Combine(kept, "report.html")));
        Assert.Empty(Directory.GetFiles(session.At("result")));
        Assert.DoesNotContain(Directory.GetFiles(kept), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void AStopLeavesAnEarlierRunWholeAndKeepsWhatItReachedApart()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe.Replace("repeat: 2", "repeat: 1"));
        session.Done("run", recipe, "--out", session.At("result"));
        File.WriteAllText(session.At("result/notes.txt"), "mine");
        var before = Contents(session.At("result"));

        var first = Stopped(recipe, session.At("result"), "10 %");
        var second = Stopped(recipe, session.At("result"), "50 %");

        Assert.Equal(before, Contents(session.At("result")));
        // Progress is told at the end of the second epoch, or before where the machine is slow.
        Assert.Matches("^Stopped after [12] of 4 epochs of MiniSmall", first);
        Assert.EndsWith($". {session.At("result/unfinished")} holds MiniSmall.net.yaml, MiniSmall.safetensors, log.csv.", first);
        Assert.Equal(["MiniSmall.net.yaml", "MiniSmall.safetensors", "log.csv"], NamesIn(session.At("result/unfinished")));
        Assert.InRange(File.ReadAllLines(session.At("result/unfinished/log.csv")).Length, 2, 3);
        session.Done("evaluate", session.At("mini.net.yaml"), "--weights", session.At("result/unfinished/MiniSmall.safetensors"), "--data", "mini:train=1,test=9");
        Assert.Contains($"{session.At("result/unfinished-2")} holds MiniSmall.net.yaml, ", second);
        session.Done("report", session.At("result/unfinished"));
        var page = File.ReadAllText(session.At("result/unfinished/report.html"));
        Assert.All(["summary.json", "report.json", "analysis.json", "latency.json"], name => Assert.Matches($@"<code>{Regex.Escape(name)}</code> \([^)]*\): it is not there", page));
    }

    [Fact]
    public void AFailureInTheFirstEpochLeavesNothing()
    {
        using var session = new CommandSession();
        session.Write("line.net.yaml", "netspec: 1\nname: Line\ninput: 30\nlayers:\n  - dense: 1\nloss: mse\n");
        var recipe = session.Write("r.run.yaml",
            "network: line.net.yaml\ndata: { kind: mini, train: 64, test: 8 }\ntrain: { epochs: 2, batch: 1, optimizer: { sgd: { learning_rate: 1e20 } } }\n");

        Assert.EndsWith("may help.", session.Refused("run", recipe, "--out", session.At("result")).Trim());
        Assert.False(Directory.Exists(session.At("result")));
    }

    [Theory]
    [InlineData("MiniSmall.net.yaml")]
    [InlineData("MiniSmallPruned.net.yaml")]
    public void ASpecThatAPersonWroteOrChangedIsNeverReplaced(string name)
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe.Replace("repeat: 2", "repeat: 1"));
        Directory.CreateDirectory(session.At("result"));
        var spec = session.Write($"result/{name}", "# mine\n" + CommandSession.Mini);

        Assert.Contains($"'{spec}' is not as a run left it", session.Refused("run", recipe, "--out", session.At("result")));
        File.Delete(spec);
        session.Done("run", recipe, "--out", session.At("result"));
        session.Done("run", recipe, "--out", session.At("result"));
        File.AppendAllText(spec, "# mine\n");
        var before = Contents(session.At("result"));

        Assert.Contains($"'{spec}' is not as a run left it", session.Refused("run", recipe, "--out", session.At("result")));
        Assert.Equal(before, Contents(session.At("result")));
    }

    [Theory]
    // Stopped after the pruned spec was replaced, before that, and where nothing was there.
    [InlineData("MiniSmallPruned.safetensors", true)]
    [InlineData("MiniSmall.safetensors", true)]
    [InlineData("MiniSmallPruned.safetensors", false)]
    public void ARunThatWasStoppedWhileItReplacedAnotherCanBeReplaced(string place, bool isThereAnother)
    {
        using var session = new CommandSession();
        var (recipe, result) = (Prepare(session, Pruning("[4, 2]")), session.At("result"));
        if (isThereAnother) session.Done("run", recipe, "--out", result);
        Prepare(session, Pruning("[5, 3]"));
        // What no file can replace.
        var blocked = Path.Combine(result, place);
        using (var block = new StopAfter("50 %", () => Block(blocked)))
            Assert.Equal(1, NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", result], block, new StringWriter()));
        Assert.False(File.Exists(session.At("result/summary.json")));
        Assert.True(File.Exists(session.At("result/unfinished/summary.json")));
        Directory.Delete(blocked);
        var pruned = session.At("result/MiniSmallPruned.net.yaml");
        var left = File.ReadAllText(pruned);
        Assert.Contains(place == "MiniSmall.safetensors" ? "dense: 4" : "dense: 5", left);

        File.WriteAllText(pruned, left + "# mine\n");
        Prepare(session, Pruning("[6, 3]"));
        Assert.Contains($"'{pruned}' is not as a run left it", session.Refused("run", recipe, "--out", result));
        File.WriteAllText(pruned, left);
        session.Done("run", recipe, "--out", result);

        Assert.Contains("dense: 6", File.ReadAllText(pruned));
        Assert.Equal([session.At("result/unfinished")], Directory.GetDirectories(result));
    }

    [Fact]
    public void ACompleteRunReplacesAnEarlierOneAndNoInput()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe.Replace("repeat: 2", "repeat: 1"));
        session.Done("run", recipe, "--out", session.At("result"));
        // Other widths, no fine-tuning, and the spec that lies where the run would copy it.
        session.Write("result/MiniSmall.net.yaml", "# edited\n" + CommandSession.Mini);
        session.Write("r.run.yaml", "network: result/MiniSmall.net.yaml\ndata: { kind: mini, train: 64, test: 32 }\ntrain: { epochs: 1 }\nprune: { widths: [5, 3] }\n");

        session.Done("run", recipe, "--out", session.At("result"));

        Assert.Equal(
            ["MiniSmall.net.yaml", "MiniSmall.safetensors", "MiniSmallPruned.net.yaml", "MiniSmallPruned.safetensors", "analysis.json", "latency.json", "log.csv", "report.html", "report.json", "summary.json"],
            NamesIn(session.At("result")));
        Assert.Empty(Directory.GetDirectories(session.At("result")));
        Assert.StartsWith("# edited\n", File.ReadAllText(session.At("result/MiniSmall.net.yaml")));
        Assert.Contains("dense: 5", File.ReadAllText(session.At("result/MiniSmallPruned.net.yaml")));
    }

    [Fact]
    public void ARunNeverWritesOverItsData()
    {
        using var session = new CommandSession();
        session.Write("mini.net.yaml", CommandSession.Tiny);
        var data = session.Write("log.csv", "a,b,c,d\n1,2,3,4\n");
        var recipe = session.Write("r.run.yaml", "network: mini.net.yaml\ndata: { kind: csv, path: log.csv }\ntrain: { epochs: 1 }\n");

        Assert.Contains($"'{data}' is one of the inputs", session.Refused("run", recipe, "--out", session.Folder));
    }

    [Fact]
    public void AFailureSaysWhatIsKept()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Recipe.Replace("repeat: 2", "repeat: 1"));
        session.Done("run", recipe, "--out", session.At("result"));
        var spec = session.At("result/MiniSmallPruned.net.yaml");
        using var edit = new StopAfter("50 %", () => File.AppendAllText(spec, "# while it ran\n"));
        var error = new StringWriter();

        var code = NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", session.At("result")], edit, error);

        Assert.Equal(1, code);
        Assert.Contains($"'{spec}' is not as a run left it", error.ToString());
        Assert.EndsWith($"What this run wrote is in {session.At("result/unfinished")}.", error.ToString().Trim());
        Assert.EndsWith("# while it ran\n", File.ReadAllText(spec));
        Assert.True(File.Exists(session.At("result/unfinished/report.html")));
    }

    [Fact]
    public void ATrainingThatDivergesKeepsTheLastGoodWeights()
    {
        using var session = new CommandSession();
        session.Write("line.net.yaml", "netspec: 1\nname: Line\ninput: 30\nlayers:\n  - dense: 1\nloss: mse\n");
        var recipe = session.Write("r.run.yaml",
            "network: line.net.yaml\ndata: { kind: mini, train: 64, test: 8 }\ntrain: { epochs: 200, batch: 64, optimizer: { sgd: { learning_rate: 1 } } }\n");

        Assert.Contains("became NaN or infinite", session.Refused("run", recipe, "--out", session.At("result")));

        Assert.Equal(1, Safetensors.Read(session.At("result/unfinished/Line.lastgood.safetensors"))["dense1.bias"].Length);
        Assert.True(File.ReadAllLines(session.At("result/unfinished/log.csv")).Length > 1);
    }

    [Fact]
    public void WrongRecipesAreRefusedBeforeAnythingIsWritten()
    {
        using var session = new CommandSession();
        string Message(string text) => session.Refused("run", Prepare(session, text), "--out", session.At("result"));

        Assert.Contains("r.run.yaml(1,1): error: The key 'network' is missing", Message("data: { kind: mini }\n"));
        Assert.Contains("r.run.yaml(1,1): error: The key 'data' is missing", Message("network: mini.net.yaml\n"));
        Assert.Contains("r.run.yaml(2,21): error: ", Message("network: mini.net.yaml\ndata: { kind: mini, trian: 3 }\n"));
        Assert.Matches(@"r\.run\.yaml\(2,1\): error: Cannot read '.*other\.net\.yaml': there is no such file", Message("data: { kind: mini }\nnetwork: other.net.yaml\n"));
        Assert.Contains("64 values a sample", Message("network: mini.net.yaml\ndata: { kind: digits }\n"));
        Assert.False(Directory.Exists(session.At("result")));
    }

    [Theory]
    [InlineData("widths: [4, 2, 1]", 4, 18, "MiniSmall takes 2 widths, one for each of dense1 (8), dense2 (4); found 3")]
    [InlineData("widths: [4, 5]", 4, 18, "The width of 'dense2' lies between 1 and 4; found 5")]
    [InlineData("alpha: 0.9, theta: 0.5, prune_inputs: false", 2, 1, "Pruning needs at least 2 training samples, better 128 or more; found 1", "train: 1, test: 3")]
    [InlineData("alpha: 0.9", 5, 1, "class_weights", "train: 8", "{ class_weights: [1, 2, 3] }")]
    [InlineData("alpha: 0.9", 2, 31, "The key 'validation' keeps no sample: 3 are too few for a share of 0.1", "train: 3, validation: 0.1")]
    public void WhatALaterStageWouldNoticeIsRefusedAtItsPlaceBeforeTheFirstTraining(
        string prune, int line, int column, string expected, string data = "train: 64, test: 32", string finetune = "{ epochs: 2 }")
    {
        using var session = new CommandSession();
        // Far more epochs than a test could wait for.
        var recipe = Prepare(session, $$"""
            network: mini.net.yaml
            data: { kind: mini, {{data}} }
            train: { epochs: 1000000 }
            prune: { {{prune}} }
            finetune: {{finetune}}
            """);

        var message = session.Refused("run", recipe, "--out", session.At("result"));

        Assert.Contains($"r.run.yaml({line},{column}): error: ", message);
        Assert.Contains(expected, message);
        Assert.False(Directory.Exists(session.At("result")));
    }

    [Fact]
    public void BatchesOfOneAreRefusedBeforeTrainingWhereALayerNormalisesOverThem()
    {
        using var session = new CommandSession();
        session.Write("mini.net.yaml", CommandSession.Mini.Replace("  - dense: 1\n", "  - batchnorm:\n  - dense: 1\n"));
        var recipe = session.Write("r.run.yaml", "network: mini.net.yaml\ndata: { kind: mini, train: 64 }\ntrain: { epochs: 1000000, batch: 1 }\n");

        var message = session.Refused("run", recipe, "--out", session.At("result"));

        Assert.Contains("r.run.yaml(3,1): error: 'batchnorm1' normalises over the batch, which needs at least 2 samples; the batch is 1.", message);
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

    private static string Pruning(string widths) =>
        $"network: mini.net.yaml\ndata: {{ kind: mini, train: 64, test: 32 }}\ntrain: {{ epochs: 4 }}\nprune: {{ widths: {widths} }}\n";

    private static void Block(string path)
    {
        File.Delete(path);
        Directory.CreateDirectory(path);
    }

    private static string Prepare(CommandSession session, string recipe)
    {
        session.Write("mini.net.yaml", CommandSession.Mini);
        return session.Write("r.run.yaml", recipe);
    }

    private static string Stopped(string recipe, string folder, string at)
    {
        using var stop = new StopAfter(at);
        var error = new StringWriter();
        var code = NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", folder], stop, error, stop.Token);
        Assert.Equal(130, code);
        return error.ToString().Trim();
    }

    private static Dictionary<string, string> Contents(string folder) => Directory.GetFiles(folder).ToDictionary(f => f, f => Convert.ToHexString(File.ReadAllBytes(f)));

    private static IEnumerable<string> NamesIn(string folder) => [.. Directory.GetFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static string WithoutTimes(string path) => Regex.Replace(File.ReadAllText(path), "\"(seconds|secondsSd|covariance|selection|reconstruction|regenerate)\": [0-9].*", "");
}
