using System.Diagnostics;

namespace NetSpec.Tests.Packages;

/// <summary>Runs programs as a user would who has just installed the SDK: a home, package folder and cache of their own.</summary>
/// <param name="home">A folder for all that.</param>
internal sealed class DotNet(string home)
{
    /// <summary>Where packages are unpacked.</summary>
    public string Packages { get; } = Path.Combine(home, "packages");

    /// <summary>Runs `dotnet` and returns what it printed.</summary>
    /// <param name="folder">The working directory.</param>
    /// <param name="arguments">Its arguments; the test fails where it ends with an error.</param>
    public string Run(string folder, params string[] arguments)
    {
        var (exitCode, output) = Try(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>As <see cref="Run"/>, with the exit code.</summary>
    public (int ExitCode, string Output) Try(string folder, params string[] arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, arguments);

    /// <summary>Runs any program.</summary>
    public (int ExitCode, string Output) Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A test run by `dotnet test` inherits settings of the SDK that started it.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || k.StartsWith("NETSPEC_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Nodes that stay behind would hold the temporary folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["NUGET_PACKAGES"] = Packages;
        start.Environment["NETSPEC_CACHE"] = Path.Combine(home, "compiled");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
