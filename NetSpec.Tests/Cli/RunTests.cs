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
            ["MiniSmall.net.yaml", "MiniSmall.safetensors", "MiniSmallPruned.finetuned.safetensors", "MiniSmallPruned.net.yaml", "MiniSmallPruned.safetensors", "log.csv", "report.json", "summary.json"],
            Directory.GetFiles(session.At("result")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Contains("spectral_subset, finetuned", outcome.Output);
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
        using var stop = new StopAfter("10 %");

        var code = NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", session.At("result")], stop, new StringWriter(), stop.Token);

        Assert.Equal(130, code);
        Assert.True(File.ReadAllLines(session.At("result/log.csv")).Length > 5);
        Assert.True(File.Exists(session.At("result/MiniSmallPruned.net.yaml")));
        using var summary = System.Text.Json.JsonDocument.Parse(File.ReadAllText(session.At("result/summary.json")));
        Assert.InRange(summary.RootElement.GetProperty("repeats").GetInt32(), 1, 19);
        Assert.DoesNotContain(Directory.GetFiles(session.At("result")), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void ATrainingThatDivergesKeepsTheLastGoodWeights()
    {
        using var session = new CommandSession();
        session.Write("line.net.yaml", "netspec: 1\nname: Line\ninput: 30\nlayers:\n  - dense: 1\nloss: mse\n");
        var recipe = session.Write("r.run.yaml",
            "network: line.net.yaml\ndata: { kind: mini, train: 64, test: 8 }\ntrain: { epochs: 200, batch: 64, optimizer: { sgd: { learning_rate: 1 } } }\n");

        Assert.Contains("became NaN or infinite", session.Refused("run", recipe, "--out", session.At("result")));

        Assert.Equal(1, Safetensors.Read(session.At("result/Line.lastgood.safetensors"))["dense1.bias"].Length);
        Assert.True(File.ReadAllLines(session.At("result/log.csv")).Length > 1);
    }

    [Fact]
    public void WrongRecipesAreRefusedBeforeAnythingIsWritten()
    {
        using var session = new CommandSession();
        string Message(string text) => session.Refused("run", Prepare(session, text), "--out", session.At("result"));

        Assert.Contains("r.run.yaml(1,1): error: The key 'network' is missing", Message("data: { kind: mini }\n"));
        Assert.Contains("r.run.yaml(1,1): error: The key 'data' is missing", Message("network: mini.net.yaml\n"));
        Assert.Contains("r.run.yaml(2,21): error: ", Message("network: mini.net.yaml\ndata: { kind: mini, trian: 3 }\n"));
        Assert.Contains("there is no such file", Message("network: other.net.yaml\ndata: { kind: mini }\n"));
        Assert.Contains("64 values a sample", Message("network: mini.net.yaml\ndata: { kind: digits }\n"));
        Assert.False(Directory.Exists(session.At("result")));
    }

    [Fact]
    public void TheExampleRecipesAreGood()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "_specs");

        var recipes = Directory.GetFiles(folder, "*.run.yaml").Select(NetSpec.Cli.Recipes.RecipeReader.Read).ToList();

        Assert.True(recipes.Count >= 7);
        Assert.All(recipes, r => Assert.True(File.Exists(r.Network), r.Network));
    }

    private static string Prepare(CommandSession session, string recipe)
    {
        session.Write("mini.net.yaml", CommandSession.Mini);
        return session.Write("r.run.yaml", recipe);
    }

    private static string WithoutTimes(string path) => Regex.Replace(File.ReadAllText(path), "\"(seconds|secondsSd|covariance|selection|reconstruction|regenerate)\": [0-9].*", "");
}
