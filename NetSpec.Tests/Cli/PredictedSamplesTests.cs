using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

/// <summary>Which samples <c>predict</c> answers and <c>evaluate</c> measures, and what it calls them.</summary>
public class PredictedSamplesTests
{
    private const string Echo = "netspec: 1\nname: Echo\ninput: 1\nlayers:\n  - dense: 1\n";

    [Theory]
    [InlineData("", new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(",limit=4", new[] { 0, 1, 2, 3 })]
    [InlineData(",limit=40", new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(",validation=0.5,limit=3", new[] { 0, 1, 2 })]
    public void SamplesAreAnsweredInTheFilesOrder(string keys, int[] expected)
    {
        using var session = new CommandSession();
        foreach (var data in Files(session, 10).Select(d => d + keys))
            Assert.Equal(expected.Select(i => (i, (double)i)), Answers(session, data));
    }

    [Fact]
    public void APartKeepsItsNumbersInTheFile()
    {
        using var session = new CommandSession();
        foreach (var data in Files(session, 10))
        {
            var tested = Answers(session, data + ",test=0.4");
            Assert.Equal(4, tested.Count);
            Assert.All(tested, t => Assert.Equal(t.Sample, t.Value));
            Assert.Equal(tested.Take(2), Answers(session, data + ",test=0.4,limit=2"));
        }
        // The same part that training keeps.
        using var set = DataLoader.Load(DataOptions.Parse($"csv:path={session.At("x.csv")},test=0.4", ""));
        Assert.Equal(set.Test!.ReadAll().Inputs, Answers(session, $"csv:path={session.At("x.csv")},test=0.4").Select(t => (float)t.Value));
    }

    [Fact]
    public void AFileOfTestSamplesIsAnsweredWhereItIsNamed()
    {
        using var session = new CommandSession();
        var files = Files(session, 10);
        session.Array("more.npy", [7f, 8, 9], 3, 1);

        Assert.Equal([(0, 7.0), (1, 8.0)], Answers(session, $"{files[0]},test_inputs={session.At("more.npy")},limit=2"));
    }

    [Theory]
    [InlineData("limt=10", "has no key 'limt'; did you mean 'limit'?")]
    [InlineData("foo=bar", "has no key 'foo'")]
    [InlineData("limit=0", "The key 'limit'")]
    [InlineData("validation=2", "The key 'validation'")]
    [InlineData("shuffle_seed=x", "The key 'shuffle_seed'")]
    public void KeysAreCheckedWithoutTargetsToo(string keys, string expected)
    {
        using var session = new CommandSession();
        var (spec, weights) = Model(session);
        foreach (var data in Files(session, 3))
            Assert.Contains(expected, session.Refused("predict", spec, "--weights", weights, "--data", $"{data},{keys}", "--output", session.At("p.csv")));
    }

    [Fact]
    public void AMisspelledKeyOfAFileIsShownAtItsPlace()
    {
        using var session = new CommandSession();
        var (spec, weights) = Model(session);
        Files(session, 3);
        var data = session.Write("d.yaml", "kind: npy\ninputs: x.npy\nlimt: 2\n");

        Assert.StartsWith($"{data}(3,1): error: ", session.Refused("predict", spec, "--weights", weights, "--data", data, "--output", session.At("p.csv")));
    }

    [Fact]
    public void ImagesNeedNoLabels()
    {
        using var session = new CommandSession();
        var (spec, weights) = Model(session);
        File.WriteAllBytes(session.At("images"), [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 255]);

        Assert.Equal([(0, 0.0), (1, 1.0)], Answers(session, $"idx:images={session.At("images")}"));
    }

    [Fact]
    public void AWrongWidthIsRefused()
    {
        using var session = new CommandSession();
        var (spec, weights) = Model(session);
        session.Array("wide.npy", new float[6], 2, 3);

        Assert.Contains("The data has 3 values a sample, Echo reads 1.",
            session.Refused("predict", spec, "--weights", weights, "--data", $"npy:inputs={session.At("wide.npy")}", "--output", session.At("p.csv")));
    }

    [Fact]
    public void EvaluateSaysWhichPartItMeasured()
    {
        using var session = new CommandSession();
        var (spec, weights) = Model(session);
        var data = Files(session, 10)[1];
        string Said(string keys) => session.Done("evaluate", spec, "--weights", weights, "--data", data + keys).Output;

        Assert.Contains("2 of 10 samples were measured, those that training keeps for testing; test=0 measures all.", Said(""));
        Assert.Contains("1 of 5 samples", Said(",limit=5"));
        Assert.DoesNotContain("test=0 measures all", Said(",test=0"));
        Assert.DoesNotContain("test=0 measures all", Said(",test=0.2"));
        Assert.Contains("10 samples", Said(",test=0"));
    }

    /// <summary>Numbers 0, 1, ... with targets of their own, as npy and as CSV.</summary>
    private static string[] Files(CommandSession session, int count)
    {
        session.Array("x.npy", [.. Enumerable.Range(0, count).Select(i => (float)i)], count, 1);
        session.Write("x.csv", "x,y\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"{i},{100 + i}\n")));
        return [$"npy:inputs={session.At("x.npy")}", $"csv:path={session.At("x.csv")}"];
    }

    /// <summary>A network whose answer is its input, so that an answer tells which sample it belongs to.</summary>
    private static (string Spec, string Weights) Model(CommandSession session)
    {
        Safetensors.Write(session.At("echo.safetensors"), new NamedTensors
        {
            ["dense1.weight"] = Tensor.Create([1f], 1, 1),
            ["dense1.bias"] = Tensor.Create([0f], 1),
        });
        return (session.Write("echo.net.yaml", Echo), session.At("echo.safetensors"));
    }

    private static List<(int Sample, double Value)> Answers(CommandSession session, string data)
    {
        var (spec, weights) = Model(session);
        session.Done("predict", spec, "--weights", weights, "--data", data, "--output", session.At("p.csv"));
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return [.. File.ReadAllLines(session.At("p.csv")).Skip(1).Select(l => l.Split(',')).Select(f => (int.Parse(f[0], culture), double.Parse(f[1], culture)))];
    }
}
