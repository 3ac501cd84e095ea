namespace NetSpec.Tests.Packages;

/// <summary>A new project outside the repository that references the package.</summary>
[Collection(PackageCollection.Name)]
public sealed class StrangerTests(PackageFeed feed)
{
    [Fact]
    public void SpecFileAndAttributeClassCompileAndLearn()
    {
        var folder = feed.NewProject("stranger", ("stranger.csproj", PackagesPage.Project), ("Digits.net.yaml", PackagesPage.Spec), ("Program.cs", PackagesPage.Program));
        var output = feed.DotNet.Run(folder, "run", "-c", "Release");
        var accuracies = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(l => l[0], l => double.Parse(l[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(["DigitReader", "Digits"], accuracies.Keys.Order(StringComparer.Ordinal));
        Assert.All(accuracies.Values, accuracy => Assert.InRange(accuracy, 0.9, 1));
        // Nothing of the generator is left at run time.
        Assert.Equal(["NetSpec.Abstractions.dll", "NetSpec.Runtime.dll", "stranger.dll"],
            Directory.GetFiles(Path.Combine(folder, "bin", "Release", "net10.0"), "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SettingsOfThePageFindTheFolderThatWasPackedInto()
    {
        const string Packed = "../NetSpec/out/packages";
        Assert.Contains(Packed, PackagesPage.LocalSource, StringComparison.Ordinal);
        var folder = feed.NewBareProject("local", ("local.csproj", PackagesPage.Project));
        // Else what another test unpacked would do.
        string[] restore = ["restore", $"-p:RestorePackagesPath={Path.Combine(folder, "packages")}"];
        Assert.Contains("error NU110", feed.DotNet.Try(folder, restore).Output, StringComparison.Ordinal);
        feed.NewBareProject("local", ("nuget.config", PackagesPage.LocalSource.Replace(Packed, feed.Folder, StringComparison.Ordinal)));
        feed.DotNet.Run(folder, restore);
    }

    [Fact]
    public void MistakeInASpecIsAnErrorAtItsPlace()
    {
        var wrong = PackagesPage.Spec.Replace("activation: relu", "activation: rellu", StringComparison.Ordinal);
        var folder = feed.NewProject("mistake", ("mistake.csproj", PackagesPage.Project.Replace("Exe", "Library", StringComparison.Ordinal)), ("specs/Digits.net.yaml", wrong));
        var (exitCode, output) = feed.DotNet.Try(folder, "build", "-c", "Release");
        Assert.NotEqual(0, exitCode);
        // Line 5 of the spec; the column of the value.
        var column = wrong.Split('\n')[4].IndexOf("rellu", StringComparison.Ordinal) + 1;
        Assert.Contains($"Digits.net.yaml(5,{column}): error NS", output, StringComparison.Ordinal);
    }

    [Fact]
    public void AllPackagesTogetherCompileAndPruneAtRunTime()
    {
        var all = string.Concat(new[] { "NetSpec", "NetSpec.Compiler", "NetSpec.Pruning", "NetSpec.Onnx" }.Select(id => $"""<PackageReference Include="{id}" Version="0.1.0" />"""));
        var project = PackagesPage.Project.Replace("""<PackageReference Include="NetSpec" Version="0.1.0" />""", all, StringComparison.Ordinal)
            .Replace("<Nullable>", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><Nullable>", StringComparison.Ordinal);
        var folder = feed.NewProject("prune", ("prune.csproj", project), ("Digits.net.yaml", PackagesPage.Spec), ("Program.cs", PackagesPage.PruningProgram));
        var output = feed.DotNet.Run(folder, "run", "-c", "Release");
        Assert.Contains("dense: 16", output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "pruned", "DigitsPruned.safetensors")));
    }
}
