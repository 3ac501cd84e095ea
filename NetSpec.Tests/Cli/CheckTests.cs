using System.Text.Json;

namespace NetSpec.Tests.Cli;

public class CheckTests
{
    [Fact]
    public void AGoodSpecIsShownLayerByLayer()
    {
        using var session = new CommandSession();

        var outcome = session.Done("check", session.Write("mini.net.yaml", CommandSession.Mini));

        Assert.Matches(@"dense1\s+dense\s+\[30\]\s+\[8\]\s+248\s+240\s+\S", outcome.Output);
        Assert.Contains("289 parameters, 276 MACs", outcome.Output);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public void JsonListsTheDiagnosticsAndNothingElse()
    {
        using var session = new CommandSession();
        var path = session.Write("bad.net.yaml", CommandSession.Tiny.Replace("dense: 2", "{ dense: 2, activaton: relu }"));

        var outcome = session.Run("check", path, "--json");

        Assert.Equal(1, outcome.Code);
        var diagnostic = Assert.Single(JsonDocument.Parse(outcome.Output).RootElement.EnumerateArray());
        Assert.Equal(path, diagnostic.GetProperty("path").GetString());
        Assert.Equal(5, diagnostic.GetProperty("line").GetInt32());
        Assert.Equal(17, diagnostic.GetProperty("column").GetInt32());
        Assert.Matches("^NS[0-9]{4}$", diagnostic.GetProperty("id").GetString());
        Assert.Contains("activation", diagnostic.GetProperty("message").GetString());
    }

    [Fact]
    public void JsonOfGoodSpecsIsAnEmptyList()
    {
        using var session = new CommandSession();

        Assert.Equal(0, session.Json("check", session.Write("tiny.net.yaml", CommandSession.Tiny)).GetArrayLength());
    }

    [Fact]
    public void ErrorsArePrintedAsTheBuildPrintsThem()
    {
        using var session = new CommandSession();
        var path = session.Write("bad.net.yaml", CommandSession.Tiny.Replace("dense: 2", "dense: 0"));

        Assert.Matches(@"bad\.net\.yaml\(5,12\): error NS[0-9]{4}: ", session.Refused("check", path));
    }

    [Fact]
    public void EverySpecsErrorsAreListed()
    {
        using var session = new CommandSession();
        var first = session.Write("first.net.yaml", CommandSession.Tiny.Replace("dense", "dens"));
        var second = session.Write("second.net.yaml", CommandSession.Tiny.Replace("input: 3", "input: many"));

        var message = session.Refused("check", first, second);

        Assert.Contains("first.net.yaml(5,", message);
        Assert.Contains("second.net.yaml(3,", message);
    }

    [Fact]
    public void ClassNamesThatDifferByCaseOnlyAreRefused()
    {
        using var session = new CommandSession();
        var first = session.Write("first.net.yaml", CommandSession.Tiny);
        var second = session.Write("second.net.yaml", CommandSession.Tiny.Replace("Tiny", "TINY"));

        Assert.Contains("second.net.yaml(1,1): error NS2005: ", session.Refused("check", first, second));
    }

    [Fact]
    public void ANameThatGeneratedCodeUsesIsRefused()
    {
        using var session = new CommandSession();
        var path = session.Write("train.net.yaml", CommandSession.Tiny.Replace("Tiny", "Train"));

        Assert.Matches(@"train\.net\.yaml\(2,7\): error NS2007: ", session.Refused("check", path));
    }

    [Fact]
    public void AFileLongerThanAnySpecIsRefusedUnread()
    {
        using var session = new CommandSession();
        using (var file = File.Create(session.At("long.net.yaml")))
            file.SetLength(100_000_000_000);

        Assert.Contains("long.net.yaml(1,1): error", session.Refused("check", session.At("long.net.yaml")));
    }

    [Theory]
    [InlineData("missing.net.yaml", "there is no such file")]
    [InlineData("missing/x.net.yaml", "there is no such file")]
    [InlineData(".", "it is a folder")]
    public void AFileThatCannotBeReadIsNamed(string name, string reason)
    {
        using var session = new CommandSession();

        var message = session.Refused("check", session.At(name));

        Assert.Contains(reason, message);
        Assert.Contains(session.At(name), message);
    }
}
