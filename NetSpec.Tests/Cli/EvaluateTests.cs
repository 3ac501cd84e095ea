using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class EvaluateTests
{
    [Fact]
    public void ClassesGiveAccuracyAndConfusion()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Classes);

        var result = session.Json("evaluate", spec, "--weights", weights, "--data", "digits:limit=200");

        Assert.Equal(40, result.GetProperty("samples").GetInt32());
        Assert.Equal(10, result.GetProperty("confusion").GetArrayLength());
        Assert.InRange(result.GetProperty("accuracy").GetDouble(), 0, 1);
        Assert.True(result.GetProperty("loss").GetDouble() > 0);
        Assert.False(result.TryGetProperty("r2", out _));
    }

    [Fact]
    public void ValuesGiveR2()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        session.Array("x.npy", [1f, 0, 0, 0, 1, 1], 2, 3);
        session.Array("t.npy", [1.5f, 3.5f, 5.5f, 10.5f], 2, 2);
        var data = session.Write("d.yaml", "{ kind: npy, inputs: x.npy, targets: t.npy }");

        var result = session.Json("evaluate", spec, "--weights", weights, "--data", data);

        Assert.Equal(1, result.GetProperty("r2").GetDouble());
        Assert.Equal(0, result.GetProperty("loss").GetDouble());
        Assert.False(result.TryGetProperty("accuracy", out _));
    }

    [Theory]
    [InlineData("digts", "digits")]
    [InlineData("digits:sed=3", "seed")]
    [InlineData("digits:test=2", "test")]
    public void WrongDataIsNamed(string data, string expected)
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Classes);

        Assert.Contains(expected, session.Refused("evaluate", spec, "--weights", weights, "--data", data));
    }
}
