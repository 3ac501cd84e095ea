namespace NetSpec.Tests.Cli;

/// <summary><c>predict</c> of CSV files whose answers nobody knows yet, which is what it is for.</summary>
public class UnansweredCsvTests
{
    private const string Flowers = "netspec: 1\nname: Flowers\ninput: 2\nlayers:\n  - dense: 2\nloss: cross_entropy\n";

    [Theory]
    [InlineData("width,height,kind\n1,0,aster\n0,1,rose\n")]
    [InlineData("width,height\n1,0\n0,1\n")]
    [InlineData("height,width\n0,1\n1,0\n")]
    [InlineData("width,height,kind\n1,0,\n0,1,\n")]
    [InlineData("width,height,kind\n1,0,?\n0,1,tulip\n")]
    [InlineData("kind,width,height\n?,1,0\n,0,1\n")]
    public void OnlyTheFeaturesOfTheTrainingAreRead(string csv)
    {
        using var session = new CommandSession();
        var spec = Trained(session, "width,height,kind\n");

        var answers = Answers(session, spec, csv);

        Assert.Equal("sample,class,name,probability,p_aster,p_rose", answers[0]);
        Assert.StartsWith("0,0,aster,0.", answers[1]);
        Assert.StartsWith("1,1,rose,0.", answers[2]);
        Assert.Equal(3, answers.Length);
    }

    [Theory]
    [InlineData("1,0,aster\n0,1,rose\n")]
    [InlineData("1,0\n0,1\n")]
    public void WithoutNamesTheNumberOfColumnsTells(string csv)
    {
        using var session = new CommandSession();
        var spec = Trained(session, "");

        var answers = Answers(session, spec, csv);

        Assert.StartsWith("0,0,aster,0.", answers[1]);
        Assert.StartsWith("1,1,rose,0.", answers[2]);
    }

    [Fact]
    public void AMissingOrWrongFeatureIsNamed()
    {
        using var session = new CommandSession();
        var spec = Trained(session, "width,height,kind\n");
        string Message(string csv) => session.Refused("predict", spec, "--weights", session.At("w.safetensors"), "--data", $"csv:path={session.Write("use.csv", csv)}", "--output", session.At("p.csv"));

        Assert.Contains("has no column 'width'; did you mean 'widht'?", Message("widht,height\n1,0\n"));
        Assert.Contains("use.csv(3,3): a number was expected, not '?'.", Message("width,height\n1,0\n0,?\n"));
        Assert.Contains("holds a header and no rows", Message("width,height\n"));
        Assert.False(File.Exists(session.At("p.csv")));
    }

    private static string Trained(CommandSession session, string header)
    {
        var spec = session.Write("flowers.net.yaml", Flowers);
        session.Write("train.csv", header + string.Concat(Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? "1,0,aster\n" : "0,1,rose\n")));
        session.Done("train", spec, "--data", $"csv:path={session.At("train.csv")}", "--output", session.At("w.safetensors"));
        return spec;
    }

    private static string[] Answers(CommandSession session, string spec, string csv)
    {
        session.Done("predict", spec, "--weights", session.At("w.safetensors"), "--data", $"csv:path={session.Write("use.csv", csv)}", "--output", session.At("p.csv"));
        return File.ReadAllLines(session.At("p.csv"));
    }
}
