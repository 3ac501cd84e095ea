using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

/// <summary><c>--data</c> in place of <c>--input</c>: the part that training learns from, the same for every verb that takes samples.</summary>
public class SampleOptionTests
{
    private const string Digits = "digits:seed=1,limit=200";

    [Theory]
    [InlineData("forward", "--output", "y.npy")]
    [InlineData("covariance", "--output", "y.safetensors")]
    [InlineData("gradient", "--output", "y.safetensors")]
    [InlineData("prune", "--out", "pruned")]
    public void DataGivesWhatFilesOfTheTrainingPartGive(string verb, string option, string name)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(Hidden);
        string[] more = verb == "prune" ? ["--widths", "6"] : [];
        string[] files = verb is "gradient" or "prune" ? ["--input", Inputs(session), "--target", session.At("t.npy")] : ["--input", Inputs(session)];

        session.Done([verb, spec, "--weights", weights, .. files, option, session.At("files-" + name), .. more]);
        session.Done([verb, spec, "--weights", weights, "--data", Digits, option, session.At("data-" + name), .. more]);

        var written = verb == "prune" ? Directory.GetFiles(session.At("files-" + name)) : [session.At("files-" + name)];
        Assert.NotEmpty(written);
        Assert.All(written, path => Assert.Equal(Comparable(path), Comparable(path.Replace("files-", "data-", StringComparison.Ordinal))));
    }

    [Fact]
    public void AMappingFileIsReadAsTrainReadsIt()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        session.Write("x.csv", "c,b,a,y,z\n" + string.Concat(Enumerable.Repeat("3,2,1,0,0\n", 5)));
        var data = session.Write("d.yaml", "{ kind: csv, path: x.csv, features: [a, b, c], target: [y, z] }");

        session.Done("forward", spec, "--weights", weights, "--data", data, "--output", session.At("y.npy"));

        var output = (Tensor<float>)Npy.Read(session.At("y.npy"));
        Assert.Equal([4, 2], output.Shape);
        Assert.Equal([14.5f, 31.5f], output.Values[..2]);
    }

    [Theory]
    [InlineData("forward")]
    [InlineData("covariance")]
    [InlineData("gradient")]
    [InlineData("prune", "--widths", "6")]
    public void ExactlyOneWayIsTaken(string verb, params string[] more)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(Hidden);
        var output = verb == "prune" ? "--out" : "--output";
        string Message(params string[] given)
        {
            var outcome = session.Run([verb, spec, "--weights", weights, output, session.At("out"), .. more, .. given]);
            Assert.Equal(2, outcome.Code);
            return outcome.Error;
        }

        Assert.Contains("One of --input and --data is needed.", Message());
        Assert.Contains("One of --input and --data is needed.", Message("--input", Inputs(session), "--data", Digits));
        if (verb is "gradient" or "prune") Assert.Contains("--data brings its own targets", Message("--data", Digits, "--target", session.At("t.npy")));
        if (verb == "gradient") Assert.Contains("--input needs --target", Message("--input", Inputs(session)));
        Assert.False(Path.Exists(session.At("out")));
    }

    [Theory]
    [InlineData("forward", "The data has 30 values a sample, Hidden reads 64.")]
    [InlineData("gradient", "The data has 30 values a sample, but the network Hidden takes 64.")]
    public void DataOfAnotherSizeIsRefused(string verb, string expected)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(Hidden);

        Assert.Contains(expected, session.Refused(verb, spec, "--weights", weights, "--data", "mini", "--output", session.At("out")));
    }

    [Fact]
    public void PruningWithTargetsShowsWhatToExpect()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(Hidden);
        Outcome Prune(string folder, params string[] samples) => session.Done(["prune", spec, "--weights", weights, .. samples, "--widths", "6", "--out", session.At(folder)]);
        static string[] Row(Outcome outcome, string name) =>
            [.. outcome.Output.Split('\n').Where(l => l.StartsWith(name + " ", StringComparison.Ordinal)).SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Skip(1)];

        var with = Prune("with", "--data", Digits);
        var without = Prune("without", "--input", Inputs(session));

        var report = System.Text.Json.JsonDocument.Parse(File.ReadAllText(session.At("with/report.json"))).RootElement;
        foreach (var name in new[] { "loss", "accuracy" })
        {
            string Of(string key) => report.GetProperty(key).GetProperty(name).GetDouble().ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal([Of("original"), Of("expected")], Row(with, name));
            Assert.Empty(Row(without, name));
        }
    }

    private const string Hidden = """
        netspec: 1
        name: Hidden
        input: 64
        layers:
          - { dense: 12, activation: relu }
          - dense: 10
        loss: cross_entropy

        """;

    /// <summary>The training part of the digits as x.npy and t.npy.</summary>
    private static string Inputs(CommandSession session)
    {
        using var data = DataLoader.Load(DataOptions.Parse(Digits, ""));
        var (inputs, targets) = data.Train.ReadAll();
        session.Array("t.npy", Array.ConvertAll(targets, t => (long)t), targets.Length);
        return session.Array("x.npy", inputs, targets.Length, 64);
    }

    /// <summary>A file's bytes; a report without the seconds that it took.</summary>
    private static string Comparable(string path) => path.EndsWith(".json", StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(path), "\"seconds\": \\{[^}]*\\}", "")
        : Convert.ToHexString(File.ReadAllBytes(path));
}
