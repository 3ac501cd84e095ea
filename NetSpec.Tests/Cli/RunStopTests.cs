using System.Text.Json;
using System.Text.RegularExpressions;
using NetSpec.Runtime;
using static NetSpec.Tests.Cli.MiniRun;

namespace NetSpec.Tests.Cli;

public class RunStopTests
{
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
        var recipe = Prepare(session, Once);
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

    [Fact]
    public void AFailureSaysWhatIsKept()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Once);
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
    public void ACheckpointThatCannotBeWrittenLosesNoEpoch()
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Once.Replace("epochs: 4,", "epochs: 4, checkpoint: c.safetensors,"));
        using var block = new StopAfter("10 %", () =>
        {
            File.Delete(session.At("c.safetensors"));
            Directory.CreateDirectory(session.At("c.safetensors"));
        });
        var error = new StringWriter();

        Assert.Equal(1, NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", session.At("result")], block, error));

        var kept = session.At("result/unfinished/MiniSmall.lastgood.safetensors");
        Assert.Contains($"c.safetensors': it is a folder. Training of MiniSmall stopped; the parameters are those after epoch ", error.ToString());
        Assert.Contains($" They are kept in '{kept}'. ", error.ToString());
        session.Done("evaluate", session.At("mini.net.yaml"), "--weights", kept, "--data", "mini:train=1,test=9");
    }

    [Fact]
    public void AStopInFineTuningGoesOnFromItsCheckpoint()
    {
        using var session = new CommandSession();
        session.Done("run", Prepare(session, Long), "--out", session.At("whole"));
        var recipe = Prepare(session, Long.Replace("epochs: 40 }", "epochs: 40, checkpoint: tuned.safetensors }"));

        // The original's 4 epochs and about half of the 40 that follow.
        Stopped(recipe, session.At("result"), "50 %");
        session.Done("run", recipe, "--out", session.At("result"));

        Assert.InRange(File.ReadAllLines(session.At("result/log.csv")).Length, 6, 40);
        Assert.Equal(File.ReadAllBytes(session.At("whole/MiniSmallPruned.finetuned.safetensors")), File.ReadAllBytes(session.At("result/MiniSmallPruned.finetuned.safetensors")));
    }

    [Fact]
    public void AFineTuningOfAnotherPrunedNetworkIsNotTakenUp()
    {
        using var session = new CommandSession();
        var recipe = Once.Replace("finetune: { epochs: 2 }", "finetune: { epochs: 2, checkpoint: tuned.safetensors }");
        recipe = recipe[..recipe.IndexOf("compare", StringComparison.Ordinal)];
        session.Done("run", Prepare(session, recipe), "--out", session.At("result"));

        // Of the same widths, so that both have the same spec.
        var message = session.Refused("run", Prepare(session, recipe.Replace("widths: [4, 2]", "widths: [4, 2], criterion: magnitude")), "--out", session.At("other"));

        Assert.Contains("is a checkpoint of another training; here it is 'parameters before training: ", message);
    }

    private static string Long { get; } = Once[..Once.IndexOf("compare", StringComparison.Ordinal)].Replace("finetune: { epochs: 2 }", "finetune: { epochs: 40 }");

    private static string Stopped(string recipe, string folder, string at)
    {
        using var stop = new StopAfter(at);
        var error = new StringWriter();
        var code = NetSpec.Cli.CommandLine.Run(["run", recipe, "--out", folder], stop, error, stop.Token);
        Assert.Equal(130, code);
        return error.ToString().Trim();
    }
}
