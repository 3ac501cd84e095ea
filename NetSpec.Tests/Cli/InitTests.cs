using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class InitTests
{
    [Fact]
    public void TheSeedDecidesTheParameters()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);
        byte[] Run(params string[] more)
        {
            session.Done(["init", spec, "--output", session.At("w.safetensors"), .. more]);
            return File.ReadAllBytes(session.At("w.safetensors"));
        }

        Assert.Equal(Run("--seed", "7"), Run("--seed", "7"));
        Assert.NotEqual(Run("--seed", "7"), Run("--seed", "8"));
        Assert.NotEqual(Run("--init", "he"), Run("--init", "pytorch"));
    }

    [Fact]
    public void BiasesAreZeroButForPytorch()
    {
        using var session = new CommandSession();
        var spec = session.Write("mini.net.yaml", CommandSession.Mini);

        session.Done("init", spec, "--output", session.At("w.safetensors"));

        Assert.All(Safetensors.Read(session.At("w.safetensors"))["dense1.bias"].ToDoubles(), b => Assert.Equal(0, b));
    }

    [Fact]
    public void AnUnknownKindIsRefused()
    {
        using var session = new CommandSession();

        var outcome = session.Run("init", session.Write("mini.net.yaml", CommandSession.Mini), "--output", session.At("w.safetensors"), "--init", "hee");

        Assert.Equal(2, outcome.Code);
        Assert.Contains("orthogonal", outcome.Error);
        Assert.False(File.Exists(session.At("w.safetensors")));
    }
}
