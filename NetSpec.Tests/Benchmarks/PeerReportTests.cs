using NetSpec.Benchmarks.Peers;
using NetSpec.Runtime;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Benchmarks;

public class PeerReportTests
{
    private static readonly Dictionary<string, string> _versions = new() { ["onnxruntime"] = "1.0" };

    [Fact]
    public void NewResultsReplaceOldOnesOfTheSameWork()
    {
        using var folder = new TemporaryFolder();
        ResultFiles.Update(folder.Path, [Result("B", "single", 2), Result("A", "train32", 3) with { Goal = null }], _versions);

        var all = ResultFiles.Update(folder.Path, [Result("B", "single", 4)], _versions);

        Assert.Equal([Result("A", "train32", 3) with { Goal = null }, Result("B", "single", 4)], all);
        Assert.Contains("| single | 1 | onnxruntime | 10.0 ns | 20.0 ns | 4.00x | 1.50x to 2.50x |", File.ReadAllText(Path.Combine(folder.Path, "peers.md")));
    }

    [Fact]
    public void TheTableGoesBetweenItsComments()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "README.md");
        var (begin, end) = ("<!-- peers: begin, written by NetSpec.Benchmarks peers -->", "<!-- peers: end -->");
        File.WriteAllText(file, $"before\n{begin}\nold\n{end}\nafter\n");

        ReadmeTable.Write(file, [Result("A", "chained", 50), Result("A", "train32", 9) with { Threads = 2 }]);

        var text = File.ReadAllText(file);
        Assert.StartsWith($"before\n{begin}\n", text);
        Assert.EndsWith($"{end}\nafter\n", text);
        Assert.Contains("| A | chained | 10.0 ns | 25 % | 50.0x |", text);
        Assert.DoesNotContain("old", text);
        Assert.DoesNotContain("train32", text);
    }

    [Fact]
    public void AFileWithoutTheCommentsIsLeftAlone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "README.md");
        File.WriteAllText(file, "text\n");

        Assert.Contains("peers: begin", Assert.Throws<InputException>(() => ReadmeTable.Write(file, [])).Message);
        Assert.Equal("text\n", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("--net", "Z")]
    [InlineData("--peer", "nobody")]
    [InlineData("--work", "sleep")]
    [InlineData("--threads", "3")]
    [InlineData("--what", "1")]
    public void UnknownNamesAreRefused(string option, string value) => Assert.Throws<ArgumentException>(() => PeersOptions.Parse([option, value]));

    private static PeerResult Result(string network, string work, double ratio) => new(network, work, 1, "onnxruntime", 10, 20, ratio, 1.5, 2.5, 2, 0.25, 2);
}
