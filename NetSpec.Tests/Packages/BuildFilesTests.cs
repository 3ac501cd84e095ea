using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NetSpec.Tests.Freeze;

namespace NetSpec.Tests.Packages;

/// <summary>What a build does with the files and the references of a project that are not as on the page.</summary>
[Collection(PackageCollection.Name)]
public sealed class BuildFilesTests(PackageFeed feed)
{
    private static readonly string Library = PackagesPage.Project.Replace("Exe", "Library", StringComparison.Ordinal);

    private static readonly string Other = Freezing.Tiny.Replace("name: Tiny", "name: Other", StringComparison.Ordinal);

    [Fact]
    public void DeletedSpecsAndWeightsLeaveTheAssembly()
    {
        var weights = Freezing.File(Freezing.Model()).GetText().ToString();
        var folder = feed.NewProject("deleted", ("deleted.csproj", Library), ("Tiny.net.yaml", Freezing.Tiny), ("Other.net.yaml", Other), ("Tiny.weights.txt", weights));
        Assert.Superset(new HashSet<string> { "Tiny", "Other", "FrozenData" }, Built(folder, "deleted"));
        File.Delete(Path.Combine(folder, "Other.net.yaml"));
        Assert.DoesNotContain("Other", Built(folder, "deleted"));
        File.Delete(Path.Combine(folder, "Tiny.weights.txt"));
        var types = Built(folder, "deleted");
        Assert.Contains("Tiny", types);
        Assert.DoesNotContain("FrozenData", types);
    }

    [Fact]
    public void SpecsThatARunCopiedAreNoNetworks()
    {
        var folder = feed.NewProject(
            "runs", ("runs.csproj", Library), ("Tiny.net.yaml", Freezing.Tiny), ("out/Tiny/Tiny.net.yaml", Freezing.Tiny), ("out/Tiny/unfinished-2/Tiny.net.yaml", Freezing.Tiny),
            ("experiments/Other.net.yaml", Other));
        Assert.Superset(new HashSet<string> { "Tiny", "Other" }, Built(folder, "runs"));
        Name("**/out/**;experiments/**");
        Assert.DoesNotContain("Other", Built(folder, "runs"));
        Name("experiments/**");
        Assert.Contains("error NS2005", feed.DotNet.Try(folder, "build", "-c", "Release").Output, StringComparison.Ordinal);

        void Name(string folders) => feed.NewProject("runs", ("runs.csproj", Library.Replace("<Nullable>", $"<NetSpecRunFolders>{folders}</NetSpecRunFolders><Nullable>", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<TargetFramework>net8.0</TargetFramework>")]
    [InlineData("<TargetFramework>netstandard2.0</TargetFramework>")]
    [InlineData("<TargetFrameworks>net10.0;net8.0</TargetFrameworks>")]
    public void OlderFrameworksAreRefusedAtOnce(string frameworks)
    {
        var project = Library.Replace("<TargetFramework>net10.0</TargetFramework>", frameworks, StringComparison.Ordinal);
        var folder = feed.NewOnlineProject("older-" + frameworks.Length, ("older.csproj", project), ("Tiny.net.yaml", Freezing.Tiny));
        var (exitCode, output) = feed.DotNet.Try(folder, "build", "-c", "Release");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error NU1202: Package NetSpec ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ProjectThatGetsThePackageFromAfarIsToldToReferenceIt()
    {
        feed.NewProject("afar", ("Lib/Lib.csproj", Library), ("Lib/Tiny.net.yaml", Freezing.Tiny));
        var app = Library.Replace("<PackageReference Include=\"NetSpec\" Version=\"0.1.0\" />", "<ProjectReference Include=\"../Lib/Lib.csproj\" />", StringComparison.Ordinal);
        var folder = feed.NewProject("afar", ("App/App.csproj", app), ("App/Net.cs", "[NetSpec.Network(3), NetSpec.Dense(1)] public sealed partial class Net;"));
        var (exitCode, output) = feed.DotNet.Try(Path.Combine(folder, "App"), "build", "-c", "Release");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error NS2006: 'Net' needs unsafe code, which NetSpec's build files allow", output, StringComparison.Ordinal);
    }

    private HashSet<string> Built(string folder, string name)
    {
        feed.DotNet.Run(folder, "build", "-c", "Release");
        using var file = new PEReader(File.OpenRead(Path.Combine(folder, "bin", "Release", "net10.0", name + ".dll")));
        var reader = file.GetMetadataReader();
        return [.. reader.TypeDefinitions.Select(t => reader.GetString(reader.GetTypeDefinition(t).Name))];
    }
}
