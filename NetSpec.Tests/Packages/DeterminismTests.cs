using System.Reflection;

namespace NetSpec.Tests.Packages;

/// <summary>The same sources give the same bytes, wherever they lie.</summary>
[Collection(PackageCollection.Name)]
public sealed class DeterminismTests(PackageFeed feed)
{
    [Fact]
    public void AnotherFolderGivesTheSameAssembly()
    {
        var folder = feed.NewProject("clone");
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig" })
            File.Copy(Repository.At(name), Path.Combine(folder, name));
        CopySources(Repository.At("NetSpec.Abstractions"), Path.Combine(folder, "NetSpec.Abstractions"));

        // The copy is no clone that knows its commit.
        var version = typeof(Loss).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var commit = version.Contains('+', StringComparison.Ordinal) ? version[(version.IndexOf('+', StringComparison.Ordinal) + 1)..] : "";
        feed.DotNet.Run(folder, "build", "NetSpec.Abstractions", "-c", Repository.Configuration, $"-p:SourceRevisionId={commit}");
        var built = File.ReadAllBytes(Path.Combine(folder, "NetSpec.Abstractions", "bin", Repository.Configuration, "netstandard2.0", "NetSpec.Abstractions.dll"));
        Assert.Equal(feed.Files("NetSpec")["lib/net10.0/NetSpec.Abstractions.dll"], built);
    }

    private static void CopySources(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            if (name.StartsWith("bin", StringComparison.Ordinal) || name.StartsWith("obj", StringComparison.Ordinal)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(file, Path.Combine(to, name));
        }
    }
}
