namespace NetSpec.Tests.Cli;

/// <summary>What the command says where a GPU is asked for; the numbers are held in NetSpec.Tests.Ilgpu, where there is the library.</summary>
public class DeviceOptionTests
{
    [Fact]
    public void WithoutIlgpuOneSentenceSaysWhatToAdd()
    {
        using var session = new CommandSession();
        var spec = session.Write("tiny.net.yaml", CommandSession.Tiny);

        foreach (var args in new string[][] { ["bench", spec], ["train", spec, "--data", "digits", "--output", session.At("w.safetensors")], ["run", WriteRecipe(session)] })
        {
            var (code, error) = Run([.. args, "--device", "gpu"]);
            Assert.Equal(2, code);
            Assert.Contains("ILGPU.dll and ILGPU.Algorithms.dll", error, StringComparison.Ordinal);
            Assert.Contains("--ilgpu", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFolderWithoutTheLibraryIsNamed()
    {
        using var session = new CommandSession();
        var (code, error) = Run("bench", session.Write("tiny.net.yaml", CommandSession.Tiny), "--device", "gpu", "--ilgpu", session.Folder);
        Assert.Equal(1, code);
        Assert.Contains($"'ILGPU.dll' is not in '{session.Folder}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatIsNotThereIsNamed()
    {
        using var session = new CommandSession();
        var (code, error) = Run("bench", session.Write("tiny.net.yaml", CommandSession.Tiny), "--device", "gpu", "--ilgpu", session.At("nowhere"));
        Assert.Equal(1, code);
        Assert.Contains($"'ILGPU.dll' is not in '{session.At("nowhere")}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoLibraryIsNamed()
    {
        using var session = new CommandSession();
        session.Write("ILGPU.Algorithms.dll", "no");
        var (code, error) = Run("bench", session.Write("tiny.net.yaml", CommandSession.Tiny), "--device", "gpu", "--ilgpu", session.Write("ILGPU.dll", "no"));
        Assert.Equal(1, code);
        Assert.Contains("cannot be read as a library", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherVersionIsRefused()
    {
        using var session = new CommandSession();
        File.Copy(typeof(DeviceOptionTests).Assembly.Location, session.At("ILGPU.dll"));
        session.Write("ILGPU.Algorithms.dll", "no");
        var (code, error) = Run("bench", session.Write("tiny.net.yaml", CommandSession.Tiny), "--device", "gpu", "--ilgpu", session.Folder);
        Assert.Equal(1, code);
        Assert.Contains("below 2.0", error, StringComparison.Ordinal);
    }

    [Fact]
    public void IlgpuGoesWithTheGpu()
    {
        using var session = new CommandSession();
        var (code, error) = Run("bench", session.Write("tiny.net.yaml", CommandSession.Tiny), "--ilgpu", session.Folder);
        Assert.Equal(2, code);
        Assert.StartsWith("--ilgpu goes with --device gpu.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheClassForDevicesIsEmittedWithoutIlgpu()
    {
        using var session = new CommandSession();
        var result = session.Json("emit", session.Write("tiny.net.yaml", CommandSession.Tiny), "--backend", "ilgpu", "--out", session.Folder);
        Assert.Equal("TinyGpu", result.GetProperty("name").GetString());
        Assert.Contains("public sealed class TinyGpu : global::NetSpec.Runtime.DeviceNetwork", File.ReadAllText(session.At("TinyGpu.g.cs")), StringComparison.Ordinal);
    }

    private static string WriteRecipe(CommandSession session)
    {
        session.Write("classes.net.yaml", CommandSession.Classes);
        return session.Write("classes.run.yaml", "network: classes.net.yaml\ndata: { kind: digits, limit: 40, seed: 1 }\ntrain: { epochs: 1 }\n");
    }

    private static (int Code, string Error) Run(params string[] args)
    {
        using var error = new StringWriter();
        return (NetSpec.Cli.CommandLine.Run(args, TextWriter.Null, error), error.ToString());
    }
}
