namespace NetSpec.Tests.Cli;

/// <summary>fmt, diff, emit and new.</summary>
public class TextVerbTests
{
    [Fact]
    public void FormatPrintsCanonicalYaml()
    {
        using var session = new CommandSession();
        var path = session.Write("tiny.net.yaml", "# a comment\nnetspec: 1\nname: 'Tiny' # lost\ninput: [3]\nlayers: [{dense: 2, bias: true}]\n");

        Assert.Equal("# a comment\n" + CommandSession.Tiny.ReplaceLineEndings("\n") + "loss: mse\n", session.Done("fmt", path).Output);
        Assert.Contains("# lost", File.ReadAllText(path));
    }

    [Fact]
    public void FormatKeepsTheLineThatNamesTheSchema()
    {
        using var session = new CommandSession();
        const string Head = "# yaml-language-server: $schema=netspec.schema.json\n#\n# What it is for.\n";
        var path = session.Write("tiny.net.yaml", Head + "\n# Still above.\nnetspec: 1\nname: Tiny\ninput: 3\nlayers: [{dense: 2}]\n");

        session.Done("fmt", "--write", path);
        var once = File.ReadAllText(path);
        session.Done("fmt", "--write", path);

        Assert.StartsWith(Head + "# Still above.\nnetspec: 1\n", once);
        Assert.Equal(once, File.ReadAllText(path));
    }

    [Fact]
    public void FormatWritesBackWhenTold()
    {
        using var session = new CommandSession();
        var path = session.Write("tiny.net.yaml", "netspec: 1\nname: 'Tiny'\ninput: [3]\nlayers: [{dense: 2}]\n");

        session.Done("fmt", "--write", path);

        Assert.Equal(CommandSession.Tiny.ReplaceLineEndings("\n") + "loss: mse\n", File.ReadAllText(path));
    }

    [Fact]
    public void FormatChangesNothingWhereOneSpecIsWrong()
    {
        using var session = new CommandSession();
        var good = session.Write("good.net.yaml", "netspec: 1\nname: 'Tiny'\ninput: [3]\nlayers: [{dense: 2}]\n");
        var before = File.ReadAllText(good);

        session.Refused("fmt", "--write", good, session.Write("bad.net.yaml", "netspec: 1\n"));

        Assert.Equal(before, File.ReadAllText(good));
    }

    [Fact]
    public void DiffNamesTheLayersThatDiffer()
    {
        using var session = new CommandSession();
        var before = session.Write("a.net.yaml", CommandSession.Mini);
        var after = session.Write("b.net.yaml", CommandSession.Mini.Replace("dense: 4", "dense: 3"));

        var result = session.Json("diff", before, after);

        Assert.False(result.GetProperty("equal").GetBoolean());
        var layers = result.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("layer").GetString());
        Assert.Equal(["dense2", "dense3"], layers);
        Assert.Equal(289, result.GetProperty("parameters").GetProperty("before").GetInt32());
        Assert.Equal(279, result.GetProperty("parameters").GetProperty("after").GetInt32());
    }

    [Fact]
    public void DiffOfANetworkWithItselfIsEmpty()
    {
        using var session = new CommandSession();
        var path = session.Write("a.net.yaml", CommandSession.Mini);

        Assert.Contains("the same", session.Done("diff", path, path).Output);
        Assert.True(session.Json("diff", path, path).GetProperty("equal").GetBoolean());
    }

    [Fact]
    public void EmitGivesTheSameCodeOnOutputAndInAFile()
    {
        using var session = new CommandSession();
        var spec = session.Write("tiny.net.yaml", CommandSession.Tiny);

        var printed = session.Done("emit", spec).Output;
        session.Done("emit", spec, "--out", session.At("code"));

        Assert.Contains("partial class Tiny", printed);
        Assert.Equal(printed, File.ReadAllText(session.At("code/Tiny.g.cs")));
    }

    [Fact]
    public void NewWritesASpecThatIsGoodAndARecipe()
    {
        using var session = new CommandSession();

        session.Done("new", "Fresh", "--input", "12", "--outputs", "3", "--out", session.Folder);

        session.Done("check", session.At("Fresh.net.yaml"));
        Assert.Equal("Fresh.csv", NetSpec.Cli.Recipes.RecipeReader.Read(session.At("Fresh.run.yaml")).Data!.Options.Values["path"]);
        Assert.Contains("--force", session.Refused("new", "Fresh", "--input", "12", "--out", session.Folder));
    }

    [Fact]
    public void TheCommandToCopyHasItsPathQuotedWhereThatMustBe()
    {
        using var session = new CommandSession();

        Assert.Contains($"then 'netspec run \"{session.At("Fresh.run.yaml")}\"'", session.Done("new", "Fresh", "--input", "12", "--out", session.Folder).Output);
        Assert.Equal("out/Fresh.run.yaml", NetSpec.Cli.Hosting.Text.Argument("out/Fresh.run.yaml"));
    }

    [Fact]
    public void NewRefusesANameThatIsNoClassName()
    {
        using var session = new CommandSession();

        session.Refused("new", "class", "--input", "12", "--out", session.Folder);

        Assert.Empty(Directory.GetFiles(session.Folder));
    }
}
