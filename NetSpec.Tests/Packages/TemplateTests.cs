using System.Text.RegularExpressions;

namespace NetSpec.Tests.Packages;

/// <summary>What `dotnet new netspec` makes.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class TemplateTests(PackageFeed feed)
{
    // No name of a namespace: the template has to make one of it.
    private const string Name = "My-First.Network";

    [Theory]
    [InlineData("console", Name)]
    [InlineData("library", Name + ".Training")]
    public void PassesItsTestsAndTrains(string kind, string program)
    {
        var folder = Make(kind);
        Assert.Contains("Passed!", feed.DotNet.Run(folder, "test", "-c", "Release"), StringComparison.Ordinal);
        Assert.Contains("accuracy", feed.DotNet.Run(folder, "run", "-c", "Release", "--project", program), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "classifier.safetensors")));
        Assert.True(File.Exists(Path.Combine(folder, "netspec.schema.json")));
    }

    [Fact]
    public void TestsWithTheVersionsOfTheRepository()
    {
        var known = Versions(File.ReadAllText(Repository.At("Directory.Packages.props")));
        var used = Versions(File.ReadAllText(Repository.At("NetSpec.Templates", "content", "netspec", "shared", "NetSpec-App.Tests", "NetSpec-App.Tests.csproj")));
        Assert.Equal(3, used.Count);
        Assert.All(used, package => Assert.Equal(known[package.Key], package.Value));
    }

    // Of a class of the template, of one that it calls, and of one of the framework.
    [Theory]
    [InlineData("console", "Training")]
    [InlineData("library", "Trainer")]
    [InlineData("console", "Console")]
    public void CompilesUnderTheNameOfAType(string kind, string name) => feed.DotNet.Run(Make(kind, name), "build", "-c", "Release");

    private string Make(string kind, string name = Name)
    {
        var parent = feed.NewProject("template-" + kind);
        feed.InstallTemplates();
        feed.DotNet.Run(parent, "new", "netspec", "--kind", kind, "--name", name);
        return Path.Combine(parent, name);
    }

    private static Dictionary<string, string> Versions(string text) =>
        Package().Matches(text).ToDictionary(m => m.Groups["id"].Value, m => m.Groups["version"].Value);

    [GeneratedRegex("""Include="(?<id>[^"]+)" Version="(?<version>[^"]+)" """)]
    private static partial Regex Package();
}
