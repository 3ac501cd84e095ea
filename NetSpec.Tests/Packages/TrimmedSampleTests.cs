using System.Runtime.InteropServices;

namespace NetSpec.Tests.Packages;

/// <summary>The samples through the package, published as one trimmed file with its own framework.</summary>
[Collection(PackageCollection.Name)]
public sealed class TrimmedSampleTests(PackageFeed feed)
{
    private const long MostBytes = 15_000_000;

    [Fact]
    public void RunsWithoutTrimWarningsAndIsSmall()
    {
        var properties = PackagesPage.TrimmedProperties + "<RootNamespace>NetSpec.Samples</RootNamespace><TrimmerSingleWarn>false</TrimmerSingleWarn><TreatWarningsAsErrors>true</TreatWarningsAsErrors>";
        var project = PackagesPage.Project.Replace("<RootNamespace>Reading</RootNamespace>", properties, StringComparison.Ordinal)
            .Replace("</Project>", """<ItemGroup><Content Include="Networks/*.safetensors" CopyToOutputDirectory="PreserveNewest" /></ItemGroup></Project>""", StringComparison.Ordinal);
        var folder = feed.NewOnlineProject("sample", ("sample.csproj", project));
        Copy(Repository.At("NetSpec.Samples"), folder, "*.cs");
        Copy(Repository.At("NetSpec.Samples", "Networks"), Path.Combine(folder, "Networks"), "*");

        var publish = feed.DotNet.Run(folder, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", "published");
        Assert.DoesNotContain("warning", publish, StringComparison.OrdinalIgnoreCase);
        var program = Path.Combine(folder, "published", OperatingSystem.IsWindows() ? "sample.exe" : "sample");
        Assert.Equal([program], Directory.GetFiles(Path.Combine(folder, "published")).Where(f => !f.EndsWith(".pdb", StringComparison.Ordinal)));
        Assert.InRange(new FileInfo(program).Length, 1, MostBytes);

        foreach (var (sample, says) in new[] { ("attribute", "test: loss"), ("specfile", "accuracy"), ("pruned", "DigitsPruned") })
        {
            var (exitCode, output) = feed.DotNet.Start(program, folder, sample);
            Assert.True(exitCode == 0, output);
            Assert.Contains(says, output, StringComparison.Ordinal);
        }
    }

    private static void Copy(string from, string to, string pattern)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, pattern)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
