using static NetSpec.Tests.Cli.MiniRun;

namespace NetSpec.Tests.Cli;

public class RunReplacementTests
{
    [Theory]
    [InlineData("MiniSmall.net.yaml")]
    [InlineData("MiniSmallPruned.net.yaml")]
    public void ASpecThatAPersonWroteOrChangedIsNeverReplaced(string name)
    {
        using var session = new CommandSession();
        var recipe = Prepare(session, Once);
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
        var recipe = Prepare(session, Once);
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

    private static string Pruning(string widths) =>
        $"network: mini.net.yaml\ndata: {{ kind: mini, train: 64, test: 32 }}\ntrain: {{ epochs: 4 }}\nprune: {{ widths: {widths} }}\n";

    private static void Block(string path)
    {
        File.Delete(path);
        Directory.CreateDirectory(path);
    }
}
