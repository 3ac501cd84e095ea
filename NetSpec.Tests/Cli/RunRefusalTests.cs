using static NetSpec.Tests.Cli.MiniRun;

namespace NetSpec.Tests.Cli;

public class RunRefusalTests
{
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
}
