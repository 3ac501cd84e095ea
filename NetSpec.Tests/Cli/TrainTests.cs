using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class TrainTests
{
    private const string Data = "mini:train=64,test=32,seed=3";

    [Fact]
    public void TrainingLowersTheLossAndIsReported()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);

        var result = session.Json("train", spec, "--data", Data, "--output", session.At("w.safetensors"));

        Assert.Equal(10, result.GetProperty("epochs").GetInt32());
        var history = result.GetProperty("history").EnumerateArray().Select(e => e.GetProperty("trainLoss").GetDouble()).ToList();
        Assert.True(history[^1] < history[0]);
        Assert.Equal(32, result.GetProperty("test").GetProperty("samples").GetInt32());
        Assert.True(File.Exists(session.At("w.safetensors")));
    }

    [Fact]
    public void GoingOnFromACheckpointGivesTheSameWeights()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        byte[] Train(string output, int epochs, string more)
        {
            var recipe = session.Write("r.run.yaml", $"train: {{ epochs: {epochs}, batch: 16{more} }}\n");
            session.Done("train", spec, "--data", Data, "--recipe", recipe, "--output", session.At(output));
            return File.ReadAllBytes(session.At(output));
        }

        Train("half", 2, ", checkpoint: c.safetensors");

        Assert.True(File.Exists(session.At("c.safetensors")));
        Assert.Equal(Train("whole", 4, ""), Train("resumed", 4, ", checkpoint: c.safetensors"));
    }

    [Theory]
    [InlineData(Data, ", init: orthogonal", "here it is 'parameters before training: ")]
    [InlineData("mini:train=64,test=32,seed=4", "", "here it is 'training data: 64 samples of content ")]
    public void ACheckpointOfAnotherStartOrOtherDataIsRefused(string data, string more, string expected)
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        var recipe = session.Write("r.run.yaml", "train: { epochs: 2, batch: 16, checkpoint: c.safetensors }\n");
        session.Done("train", spec, "--data", Data, "--recipe", recipe, "--output", session.At("w.safetensors"));

        session.Write("r.run.yaml", $"train: {{ epochs: 2, batch: 16, checkpoint: c.safetensors{more} }}\n");
        var message = session.Refused("train", spec, "--data", data, "--recipe", recipe, "--output", session.At("other.safetensors"));

        Assert.Contains(expected, message);
        Assert.False(File.Exists(session.At("other.safetensors")));
    }

    [Fact]
    public void AStopInTheFirstEpochWritesNothing()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);

        var outcome = session.Run(new CancellationToken(true), "train", spec, "--data", Data, "--output", session.At("w.safetensors"));

        Assert.Equal(130, outcome.Code);
        Assert.False(File.Exists(session.At("w.safetensors")));
    }

    [Fact]
    public void AStopLaterKeepsWhatWasReached()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        var recipe = session.Write("r.run.yaml", "train: { epochs: 100000, batch: 16 }\n");
        using var stop = new StopAfter("10 %");

        var code = NetSpec.Cli.CommandLine.Run(["train", spec, "--data", Data, "--recipe", recipe, "--output", session.At("w.safetensors")], stop, new StringWriter(), stop.Token);

        Assert.Equal(130, code);
        session.Done("evaluate", spec, "--weights", session.At("w.safetensors"), "--data", Data);
    }

    [Fact]
    public void ALossThatBecomesNaNKeepsTheLastGoodWeights()
    {
        using var session = new CommandSession();
        // Squared errors of a linear network under steps that overshoot: the weights grow epoch by epoch until they overflow.
        var spec = session.Write("line.net.yaml", "netspec: 1\nname: Line\ninput: 30\nlayers:\n  - dense: 1\nloss: mse\n");
        var recipe = session.Write("r.run.yaml", "train: { epochs: 200, batch: 64, optimizer: { sgd: { learning_rate: 1 } } }\n");

        var message = session.Refused("train", spec, "--data", Data, "--recipe", recipe, "--output", session.At("w.safetensors"));

        Assert.Contains("became NaN or infinite", message);
        var weights = Safetensors.Read(session.At("w.safetensors"));
        Assert.All(weights["dense1.weight"].ToDoubles(), w => Assert.True(double.IsFinite(w)));
    }

    [Fact]
    public void ACheckpointThatCannotBeWrittenLosesNoEpoch()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        var recipe = session.Write("r.run.yaml", "train: { epochs: 10, batch: 16, checkpoint: c.safetensors }\n");
        using var block = new StopAfter("10 %", () => Block(session.At("c.safetensors")));
        var error = new StringWriter();

        var code = NetSpec.Cli.CommandLine.Run(["train", spec, "--data", Data, "--recipe", recipe, "--output", session.At("w.safetensors")], block, error);

        Assert.Equal(1, code);
        Assert.StartsWith($"Cannot write '{session.At("c.safetensors")}': it is a folder. Training of MiniSmall stopped; the parameters are those after epoch ", error.ToString());
        Assert.EndsWith($"They are kept in '{session.At("w.safetensors")}'.", error.ToString().Trim());
        session.Done("evaluate", spec, "--weights", session.At("w.safetensors"), "--data", Data);
    }

    [Fact]
    public void ParametersThatCannotBeKeptEitherAreSaidToBeLost()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        var recipe = session.Write("r.run.yaml", "train: { epochs: 10, batch: 16, checkpoint: c.safetensors }\n");
        using var block = new StopAfter("10 %", () => Array.ForEach(["c.safetensors", "w.safetensors"], name => Block(session.At(name))));
        var error = new StringWriter();

        Assert.Equal(1, NetSpec.Cli.CommandLine.Run(["train", spec, "--data", Data, "--recipe", recipe, "--output", session.At("w.safetensors")], block, error));

        Assert.StartsWith($"Cannot write '{session.At("c.safetensors")}'", error.ToString());
        Assert.EndsWith($"They are lost: Cannot write '{session.At("w.safetensors")}': it is a folder.", error.ToString().Trim());
    }

    private static void Block(string path)
    {
        File.Delete(path);
        Directory.CreateDirectory(path);
    }

    [Fact]
    public void DataOfAnotherWidthIsRefused()
    {
        using var session = new CommandSession();

        var message = session.Refused("train", session.Write("tiny.net.yaml", CommandSession.Tiny), "--data", Data, "--output", session.At("w.safetensors"));

        Assert.Contains("30", message);
        Assert.Contains("3", message);
        Assert.False(File.Exists(session.At("w.safetensors")));
    }

    [Fact]
    public void DataMayBeAMappingFileWhoseErrorsHaveAPlace()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);

        session.Done("train", spec, "--data", session.Write("d.yaml", "{ kind: mini, train: 20, test: 0 }"), "--output", session.At("w.safetensors"));

        Assert.Contains("bad.yaml(2,1): error: ", session.Refused("train", spec, "--data", session.Write("bad.yaml", "kind: mini\ntrian: 20\n"), "--output", session.At("w.safetensors")));
    }
}
