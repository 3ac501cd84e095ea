using System.Diagnostics;
using NetSpec.Cli;
using NetSpec.Cli.Verbs;

namespace NetSpec.Tests.Cli;

public class UsageTests
{
    public static TheoryData<string> Verbs => new(VerbTable.All.Select(v => v.Name));

    [Theory]
    [MemberData(nameof(Verbs))]
    public void EveryVerbHasHelp(string verb)
    {
        using var session = new CommandSession();

        var outcome = session.Done(verb, "--help");

        Assert.Contains($" {verb} ", outcome.Output);
        Assert.Contains(VerbTable.All.Single(v => v.Name == verb).Summary, outcome.Output);
        Assert.Contains("--json", outcome.Output);
    }

    [Fact]
    public void HelpListsEveryVerbWithItsSummary()
    {
        using var session = new CommandSession();

        var help = session.Done("--help").Output;

        Assert.All(VerbTable.All, verb => Assert.Contains($"  {verb.Name} ", help));
    }

    [Theory]
    [InlineData("There is no verb 'trian'; did you mean 'train'?", "trian", "x.net.yaml")]
    [InlineData("There is no option '--recipie'; did you mean '--recipe'?\nOption '--output' is required.", "train", "x.net.yaml", "--recipie", "y")]
    [InlineData("There is no option '--jsn'; did you mean '--json'?", "--jsn")]
    [InlineData("There is no option '--recipie=y'; did you mean '--recipe'?\nOption '--output' is required.", "train", "x.net.yaml", "--recipie=y")]
    public void AMisspeltWordIsAnsweredWithTheOneThatWasMeant(string expected, params string[] args)
    {
        using var session = new CommandSession();

        var error = session.Run(args).Error.ReplaceLineEndings("\n");

        Assert.StartsWith(expected + "\n'netspec ", error);
    }

    [Fact]
    public void HelpIsAWordToo()
    {
        using var session = new CommandSession();

        Assert.Equal(session.Done("train", "--help").Output, session.Done("help", "train").Output);
        Assert.Equal(session.Done("--help").Output, session.Done("help").Output);
    }

    [Theory]
    [InlineData("no verb")]
    [InlineData("an unknown verb", "chekc", "x.net.yaml")]
    [InlineData("a missing argument", "check")]
    [InlineData("a missing option", "forward", "x.net.yaml")]
    [InlineData("an unknown option", "check", "x.net.yaml", "--colour")]
    [InlineData("no number", "select", "--sigma", "s", "--width", "1", "--output", "o", "--theta", "half")]
    [InlineData("no whole number", "select", "--sigma", "s", "--width", "0", "--output", "o")]
    [InlineData("no list", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--widths", "8,x")]
    [InlineData("none of the words", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--widths", "8", "--reconstruct", "glue")]
    [InlineData("no way to choose widths", "prune", "s", "--weights", "w", "--input", "x", "--out", "o")]
    [InlineData("a width of 0", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--widths", "8,0")]
    [InlineData("theta above 1", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--widths", "8", "--theta", "1.5")]
    [InlineData("theta below 0", "select", "--sigma", "s", "--width", "1", "--output", "o", "--theta", "-0.1")]
    [InlineData("alpha of 0", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0")]
    [InlineData("rho of 0", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--rho", "0")]
    [InlineData("a negative ridge", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--widths", "8", "--ridge", "-1")]
    [InlineData("a negative ridge of select", "select", "--sigma", "s", "--width", "1", "--output", "o", "--ridge", "-1")]
    [InlineData("a negative lambda", "select", "--sigma", "s", "--width", "1", "--output", "o", "--lambda", "1,-1")]
    [InlineData("a budget of 0", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--budget", "params=0")]
    [InlineData("a multiple of 0", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0.9", "--multiple-of", "0")]
    [InlineData("neither true nor false", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0.9", "--centered", "yes")]
    [InlineData("no identifier", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0.9", "--name", "3d")]
    [InlineData("a keyword", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0.9", "--name", "class")]
    [InlineData("a negative seed", "init", "x.net.yaml", "--output", "w", "--seed", "-1")]
    [InlineData("an unknown initialisation", "init", "x.net.yaml", "--output", "w", "--init", "hee")]
    [InlineData("no threads", "bench", "x.net.yaml", "--threads", "0")]
    [InlineData("an input of 0", "new", "Net", "--input", "0")]
    [InlineData("an unknown kind", "new", "Net", "--input", "3", "--kind", "transformer")]
    [InlineData("an unknown backend", "emit", "x.net.yaml", "--backend", "cuda")]
    [InlineData("data of another form", "train", "x.net.yaml", "--output", "w", "--data", "mini:train")]
    [InlineData("two ways to choose widths", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--alpha", "0.9", "--rho", "1")]
    [InlineData("no budget", "prune", "s", "--weights", "w", "--input", "x", "--out", "o", "--budget", "joules=3")]
    [InlineData("no data", "train", "x.net.yaml", "--output", "w")]
    [InlineData("too few dimensions", "new", "Net", "--input", "3,3", "--kind", "cnn")]
    public void WrongUsageExitsWith2AndPointsToTheHelp(string what, params string[] args)
    {
        using var session = new CommandSession();

        var outcome = session.Run(args);

        Assert.True(outcome.Code == 2, $"{what}: exit {outcome.Code}");
        Assert.Contains("--help", outcome.Error);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("found none")]
    [InlineData("found --widths and --alpha", "--widths", "8", "--alpha", "0.9")]
    [InlineData("found --budget and --rho", "--rho", "1", "--budget", "params=3")]
    public void WaysToChooseWidthsThatWereFoundAreNamed(string expected, params string[] ways)
    {
        using var session = new CommandSession();

        Assert.Contains($"is needed; {expected}.", session.Run(["prune", "s", "--weights", "w", "--input", "x", "--out", "o", .. ways]).Error);
    }

    [Theory]
    [InlineData("Digits.csv", "'Digits.csv' holds samples themselves: --data csv:path=Digits.csv names them.")]
    [InlineData("my digits.npy", "--data \"npy:inputs=my digits.npy\" names them.")]
    public void DataNamedByItsFileAloneLeadsToTheKind(string data, string expected)
    {
        using var session = new CommandSession();

        var outcome = session.Run("train", "x.net.yaml", "--output", "w", "--data", data);

        Assert.Equal(2, outcome.Code);
        Assert.Contains(expected, outcome.Error);
    }

    [Theory]
    [InlineData("", "The file is empty; a data file is a mapping with a 'kind'")]
    [InlineData("- csv\n", "The file is no mapping; a data file is a mapping with a 'kind'")]
    public void ADataFileOfAnotherFormIsToldWhatItIs(string text, string expected)
    {
        using var session = new CommandSession();
        var data = session.Write("d.yaml", text);

        var message = session.Refused("train", session.Write("tiny.net.yaml", CommandSession.Tiny), "--output", session.At("w"), "--data", data);

        Assert.StartsWith($"{data}(1,1): error: {expected}", message);
    }

    [Fact]
    public void AWrongVariableIsWrongInputAndNoFault()
    {
        using var session = new CommandSession();
        var spec = session.Write("tiny.net.yaml", CommandSession.Tiny);
        // A process of its own: the variable would change the tests beside this one.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(CommandLine).Assembly.Location, "init", spec, "--output", session.At("w")])
        {
            RedirectStandardError = true,
            Environment = { ["NETSPEC_ISA"] = "bogus" },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal("NETSPEC_ISA is 'bogus'; it takes avx512, avx2, vector128.", error.Trim());
        Assert.Equal(1, process.ExitCode);
    }

    [Fact]
    public void NumbersAreReadTheSameInEveryCulture()
    {
        using var session = new CommandSession();
        using var german = new Data.InCulture("de-DE");
        NetSpec.Runtime.Safetensors.Write(session.At("s.safetensors"), new() { ["sigma"] = NetSpec.Runtime.Tensor.Create([4.0, 0, 0, 1], 2, 2) });

        var result = session.Json("select", "--sigma", session.At("s.safetensors"), "--width", "1", "--theta", "0.5", "--lambda", "0.5", "--output", session.At("o.safetensors"));

        Assert.Equal((4 / 4.5) + (1 / 1.5), result.GetProperty("dof")[0].GetDouble(), 12);
    }

    [Fact]
    public void AFaultOfTheToolExitsWith3AndOneLine()
    {
        using var session = new CommandSession();
        var spec = session.Write("tiny.net.yaml", CommandSession.Tiny);
        var error = new StringWriter();

        var code = CommandLine.Run(["check", spec], new BrokenWriter(), error);

        Assert.Equal(3, code);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Contains("--verbose", error.ToString());
    }

    [Fact]
    public void VerboseShowsWhereAFaultHappened()
    {
        using var session = new CommandSession();
        var spec = session.Write("tiny.net.yaml", CommandSession.Tiny);
        var error = new StringWriter();

        CommandLine.Run(["check", spec, "--verbose"], new BrokenWriter(), error);

        Assert.Contains("   at ", error.ToString());
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new InvalidOperationException("The writer is broken.");
    }
}
