using System.Globalization;
using System.Text.Json;
using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

/// <summary>What a run's pruning takes and refuses.</summary>
public class RunPruningTests
{
    [Fact]
    public void ANetworkPrunedWithItsInputsReadsTheColumnsThatStay()
    {
        using var session = new CommandSession();
        var recipe = Table(session, "prune: { widths: [3, 4], prune_inputs: true }\nfinetune: { epochs: 1 }\ncompare: [random]\n");

        var summary = session.Json("run", recipe, "--out", session.At("out"));

        Assert.Equal([6, 8], summary.GetProperty("network").GetProperty("widths").EnumerateArray().Select(w => w.GetInt32()));
        using var report = JsonDocument.Parse(File.ReadAllText(session.At("out/report.json")));
        var kept = report.RootElement.GetProperty("groups")[0].GetProperty("kept").EnumerateArray().Select(k => k.GetInt32()).ToList();
        Assert.Equal(3, kept.Count);
        var pruned = session.At("out/TablePruned.net.yaml");
        Assert.Contains("input: 3\n", File.ReadAllText(pruned));
        foreach (var (weights, stage) in new[] { ("TablePruned.safetensors", 1), ("TablePruned.finetuned.safetensors", 2) })
        {
            var path = session.At($"out/{weights}");
            Assert.Equal(JsonSerializer.Serialize(kept.Select(k => $"f{k}")), Safetensors.Read(path).Metadata["netspec.features"]);
            var again = session.Json("evaluate", pruned, "--weights", path, "--data", $"csv:path={session.At("table.csv")},test=0.25");
            Assert.Equal(summary.GetProperty("stages")[stage].GetProperty("testLoss").GetDouble(), again.GetProperty("loss").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public void ImagesLoseWholeChannels()
    {
        using var session = new CommandSession();
        session.Write("image.net.yaml", """
            netspec: 1
            name: Images
            input: [4, 2, 2]
            layers:
              - { conv2d: 6, kernel: 2, activation: relu }
              - flatten:
              - dense: 1
            """);
        var random = new RandomSource(3);
        session.Array("x.npy", Enumerable.Range(0, 200 * 16).Select(_ => (float)random.NextGaussian()).ToArray(), 200, 4, 2, 2);
        session.Array("y.npy", Enumerable.Range(0, 200).Select(_ => (float)random.NextGaussian()).ToArray(), 200);
        var recipe = session.Write("r.run.yaml", "network: image.net.yaml\ndata: { kind: npy, inputs: x.npy, targets: y.npy, test: 0.2 }\ntrain: { epochs: 2 }\nprune: { widths: [2, 6], prune_inputs: true, reconstruct: none }\n");

        var stages = session.Json("run", recipe, "--out", session.At("out")).GetProperty("stages");

        // The channels that stay, cut out by hand, give what the run measured on its training samples with all samples in one.
        using var report = JsonDocument.Parse(File.ReadAllText(session.At("out/report.json")));
        var kept = report.RootElement.GetProperty("groups")[0].GetProperty("kept").EnumerateArray().Select(k => k.GetInt32()).ToArray();
        var all = ((Tensor<float>)Npy.Read(session.At("x.npy"))).Values;
        var cut = Enumerable.Range(0, 200).SelectMany(n => kept.SelectMany(c => all.AsSpan((n * 16) + (c * 4), 4).ToArray())).ToArray();
        session.Array("x2.npy", cut, 200, 2, 2, 2);
        var again = session.Json("evaluate", session.At("out/ImagesPruned.net.yaml"), "--weights", session.At("out/ImagesPruned.safetensors"),
            "--data", $"npy:inputs={session.At("x2.npy")},targets={session.At("y.npy")},test=0.2");
        Assert.Equal(stages[1].GetProperty("testLoss").GetDouble(), again.GetProperty("loss").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("prune: { alpha: 0.9, prune_inputs: true }\ncompare: [magnitude]\n", 5, 1, "The units of 'input' have no incoming weights to rank by magnitude; choose spectral or random.")]
    [InlineData("prune: { alpha: 0.9, prune_inputs: true, criterion: magnitude }\n", 4, 1, "The units of 'input' have no incoming weights")]
    [InlineData("prune: { alpha: 0.9, prune_inputs: true }\nfinetune: { distill: true }\n", 5, 22, "'distill' gives both networks the same samples")]
    [InlineData("prune: { alpha: 0.9, name: tABLE }\n", 4, 28, "another name than Table")]
    [InlineData("prune: { alpha: 0.9, name: class }\n", 4, 28, "that is neither a keyword nor used by generated code, because it names the class, not 'class'")]
    [InlineData("prune: { alpha: 0.9, name: Forward }\n", 4, 28, "nor used by generated code, because it names the class, not 'Forward'")]
    [InlineData("prune: { alpha: 0.9, name: ../evil }\n", 4, 28, "'../evil'")]
    [InlineData("prune: { budget: { params: 10 } }\n", 4, 1, "The budget of 10 parameters is too small; the narrowest network takes ")]
    [InlineData("prune: { budget: { macs: 5 }, multiple_of: 4 }\n", 4, 1, "The budget of 5 multiply-accumulates is too small; the narrowest network takes 32.")]
    [InlineData("finetune: { epochs: 1 }\n", 4, 1, "there is no 'prune'")]
    [InlineData("compare: [random]\n", 4, 1, "there is no 'prune'")]
    public void WhatCannotBePrunedIsRefusedAtItsPlaceBeforeTraining(string keys, int line, int column, string expected)
    {
        using var session = new CommandSession();

        var message = session.Refused("run", Table(session, keys, epochs: 1_000_000), "--out", session.At("out"));

        Assert.Contains($"r.run.yaml({line},{column}): error: ", message);
        Assert.Contains(expected, message);
        Assert.False(Directory.Exists(session.At("out")));
    }

    [Fact]
    public void ADefaultNameThatIsTooLongIsRefusedBeforeTraining()
    {
        using var session = new CommandSession();
        var recipe = Table(session, "prune: { alpha: 0.9 }\n", epochs: 1_000_000);
        var name = new string('T', 195);
        session.Write("table.net.yaml", File.ReadAllText(session.At("table.net.yaml")).Replace("name: Table", $"name: {name}"));

        var message = session.Refused("run", recipe, "--out", session.At("out"));

        Assert.Contains("r.run.yaml(4,1): error: The name of the pruned network is a C# identifier of at most 200 characters", message);
        Assert.Contains($"found '{name[..40]}...', so give it a name.", message);
    }

    // Six columns of which the first and the last say the class, of two.
    private static string Table(CommandSession session, string keys, int epochs = 2)
    {
        session.Write("table.net.yaml", "netspec: 1\nname: Table\ninput: 6\nlayers:\n  - { dense: 8, activation: relu }\n  - dense: 2\nloss: cross_entropy\n");
        var random = new RandomSource(4);
        var lines = Enumerable.Range(0, 200).Select(_ =>
        {
            var values = Enumerable.Range(0, 6).Select(_ => random.NextGaussian()).ToArray();
            return string.Join(',', values.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture))) + (values[0] + values[5] > 0 ? ",yes" : ",no");
        });
        session.Write("table.csv", "f0,f1,f2,f3,f4,f5,answer\n" + string.Join('\n', lines) + "\n");
        return session.Write("r.run.yaml", $"network: table.net.yaml\ndata: {{ kind: csv, path: table.csv, test: 0.25 }}\ntrain: {{ epochs: {epochs} }}\n{keys}");
    }
}
