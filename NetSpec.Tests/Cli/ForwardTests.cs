using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class ForwardTests
{
    [Fact]
    public void OutputsAreThoseOfTheNetwork()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", [1f, 0, 0, 0, 1, 1], 2, 3);

        session.Done("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        var output = Assert.IsType<Tensor<float>>(Npy.Read(session.At("y.npy")));
        Assert.Equal([2, 2], output.Shape);
        Assert.Equal([1.5f, 3.5f, 5.5f, 10.5f], output.Values);
    }

    [Fact]
    public void Float64IsAcceptedAndGivesFloat32()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", [1.0, 0, 0], 1, 3);

        session.Done("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        Assert.Equal([1.5f, 3.5f], Assert.IsType<Tensor<float>>(Npy.Read(session.At("y.npy"))).Values);
    }

    [Fact]
    public void NoSamplesGiveAnEmptyOutput()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array<float>("x.npy", [], 0, 3);

        session.Done("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        Assert.Equal([0, 2], Npy.Read(session.At("y.npy")).Shape);
    }

    [Fact]
    public void JsonSaysWhatWasWritten()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", new float[6], 2, 3);

        var result = session.Json("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        Assert.Equal(session.At("y.npy"), result.GetProperty("output").GetString());
        Assert.Equal(2, result.GetProperty("samples").GetInt32());
    }

    [Fact]
    public void ASpecOfAnotherEndingIsTakenToo()
    {
        using var session = new CommandSession();
        var (_, weights) = session.TinyModel();
        var input = session.Array("x.npy", new float[3], 1, 3);

        session.Done("forward", session.Write("tiny.yaml", CommandSession.Tiny), "--weights", weights, "--input", input, "--output", session.At("y.npy"));
    }

    [Fact]
    public void WeightsOfOtherNamesAreFoundByOrder()
    {
        using var session = new CommandSession();
        var (spec, _) = session.TinyModel();
        Safetensors.Write(session.At("w.safetensors"), new() { ["a"] = Tensor.Create([1f, 2, 3, 4, 5, 6], 2, 3), ["b"] = Tensor.Create([0f, 0], 2) });
        var input = session.Array("x.npy", [1f, 0, 0], 1, 3);
        string[] args = ["forward", spec, "--weights", session.At("w.safetensors"), "--input", input, "--output", session.At("y.npy")];

        Assert.Contains("dense1.weight", session.Refused(args));
        session.Done([.. args, "--map", "order"]);

        Assert.Equal([1f, 4], ((Tensor<float>)Npy.Read(session.At("y.npy"))).Values);
    }

    [Fact]
    public void AWrongWidthNamesBothNumbersAndWritesNothing()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", new float[8], 2, 4);

        Assert.Contains("The input has 4 values a sample, Tiny reads 3",
            session.Refused("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy")));
        Assert.False(File.Exists(session.At("y.npy")));
    }

    [Fact]
    public void WrongInputsAreNamed()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        string Message(string input) => session.Refused("forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        Assert.Contains("int32", Message(session.Array("i.npy", new int[3], 1, 3)));
        Assert.Contains("NaN at [1, 2]", Message(session.Array("nan.npy", [0, 0, 0, 0, 0, float.NaN], 2, 3)));
        Assert.Contains("infinity at [0, 1]", Message(session.Array("big.npy", [0, 1e300, 0], 1, 3)));
        Assert.Contains("a single number", Message(session.Array("scalar.npy", [1f])));
        Assert.Contains("there is no such file", Message(session.At("missing.npy")));
        Assert.False(File.Exists(session.At("y.npy")));
    }

    [Fact]
    public void AFailureLeavesTheOldOutputAlone()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var old = session.Write("y.npy", "old");

        session.Refused("forward", spec, "--weights", weights, "--input", session.Array("x.npy", new float[4], 1, 4), "--output", old);

        Assert.Equal("old", File.ReadAllText(old));
        Assert.DoesNotContain(Directory.GetFiles(session.Folder), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void StoppedBeforeTheFirstBatchWritesNothing()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", new float[3], 1, 3);

        var outcome = session.Run(new CancellationToken(true), "forward", spec, "--weights", weights, "--input", input, "--output", session.At("y.npy"));

        Assert.Equal(130, outcome.Code);
        Assert.False(File.Exists(session.At("y.npy")));
    }
}
