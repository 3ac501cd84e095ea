using System.Runtime.CompilerServices;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Snapshots;

public class SnapshotHelperTests
{
    private static readonly Dictionary<string, string> Texts = new() { ["#A"] = "one\ntwo\n" };

    [Fact]
    public void NewTextFailsUntilItIsAccepted()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(["T.M#A.received.cs is new."], new Snapshot(folder.Path, accepts: false).Compare("T.M", Texts));
        Assert.True(File.Exists(Path.Combine(folder.Path, "T.M#A.received.cs")));
        Assert.Empty(new Snapshot(folder.Path, accepts: true).Compare("T.M", Texts));
        Assert.False(File.Exists(Path.Combine(folder.Path, "T.M#A.received.cs")));
        Assert.Empty(new Snapshot(folder.Path, accepts: false).Compare("T.M", Texts));
    }

    [Fact]
    public void AnotherTextFailsWithItsLine()
    {
        using var folder = new TemporaryFolder();
        new Snapshot(folder.Path, accepts: true).Compare("T.M", Texts);
        var failures = new Snapshot(folder.Path, accepts: false).Compare("T.M", new Dictionary<string, string> { ["#A"] = "one\nthree\n" });
        Assert.Equal(["T.M#A.received.cs differs from line 2 on."], failures);
    }

    [Fact]
    public void StaleTextFailsUntilItIsAccepted()
    {
        using var folder = new TemporaryFolder();
        new Snapshot(folder.Path, accepts: true).Compare("T.M", Texts);
        var nothing = new Dictionary<string, string>();
        Assert.Contains("T.M#A.verified.cs is stale", Assert.Single(new Snapshot(folder.Path, accepts: false).Compare("T.M", nothing)), StringComparison.Ordinal);
        Assert.Equal(["T.M#A.verified.cs"], Snapshot.WithoutTest(folder.Path, new HashSet<string> { "T.Other" }));
        Assert.Empty(new Snapshot(folder.Path, accepts: true).Compare("T.M", nothing));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("1", null, true)]
    [InlineData("1", "", true)]
    [InlineData("1", "true", false)]
    [InlineData(null, null, false)]
    [InlineData("0", null, false)]
    public void AcceptedOnRequestAndNeverInCi(string? accept, string? ci, bool expected) =>
        Assert.Equal(expected, Snapshot.Accepts(name => name == "CI" ? ci : accept));

    [Fact]
    public void EverySnapshotHasItsTest()
    {
        var tests = typeof(SnapshotHelperTests).Assembly.GetTypes().SelectMany(t => t.GetMethods().Select(m => $"{t.Name}.{m.Name}")).ToHashSet();
        foreach (var folder in Directory.GetDirectories(SourceFolder(), "_snapshots", SearchOption.AllDirectories))
            Assert.Empty(Snapshot.WithoutTest(folder, tests));
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
