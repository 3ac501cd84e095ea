namespace NetSpec.Tests.Packages;

/// <summary>The command, installed from its package.</summary>
[Collection(PackageCollection.Name)]
public sealed class ToolTests(PackageFeed feed)
{
    [Fact]
    public void InstalledCommandChecksASpec()
    {
        var folder = feed.NewProject("tool", ("Digits.net.yaml", PackagesPage.Spec), ("Wrong.net.yaml", PackagesPage.Spec.Replace("dense: 10", "dens: 10", StringComparison.Ordinal)));
        feed.DotNet.Run(folder, "tool", "install", "NetSpec.Tool", "--tool-path", "bin", "--version", feed.Version);
        var program = Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? "netspec.exe" : "netspec");

        var (exitCode, output) = feed.DotNet.Start(program, folder, "check", "Digits.net.yaml");
        Assert.True(exitCode == 0, output);
        Assert.Contains("dense", output, StringComparison.Ordinal);

        var (failure, message) = feed.DotNet.Start(program, folder, "check", "Wrong.net.yaml");
        Assert.Equal(1, failure);
        Assert.Contains("Wrong.net.yaml(6,5): error NS", message, StringComparison.Ordinal);
    }
}
