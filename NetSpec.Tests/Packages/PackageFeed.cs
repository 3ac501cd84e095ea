using System.IO.Compression;

namespace NetSpec.Tests.Packages;

/// <summary>
/// All packages, packed once of what lies built, in a temporary folder with a version of their own, and new projects beside them that know no
/// other source but the packages that the machine already has.
/// </summary>
public sealed class PackageFeed : IDisposable
{
    private const string Offline = "offline", Online = "online", Bare = "bare";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("netspec-packages-");
    private readonly DotNet _dotnet;
    private bool _hasTemplates;

    public PackageFeed()
    {
        _dotnet = new DotNet(At("home"));
        CopyUserSettings();
        var packed = $"""<add key="packed" value="{Folder}" />""";
        Write(At(Offline, "nuget.config"), Settings("<clear />" + packed));
        Write(At(Online, "nuget.config"), Settings(packed));
        Write(At(Bare, "nuget.config"), Settings("<clear />"));
        // Intermediate files of packing go elsewhere than usual, so that nothing in the repository changes.
        var elsewhere = At("packing") + Path.DirectorySeparatorChar;
        _dotnet.Run(Repository.Root, "pack", "--no-build", "-c", Repository.Configuration, "-o", Folder, "-v", "q",
            $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={elsewhere}", $"-p:PublishDir={elsewhere}published/");
    }

    /// <summary>Never the version of another run, of which packages could lie in a cache.</summary>
    public string Version { get; } = $"0.1.0-test.{Environment.ProcessId}.{DateTime.UtcNow.Ticks}";

    /// <summary>Where the packages lie.</summary>
    public string Folder => At("feed");

    /// <summary>A command line for the projects.</summary>
    internal DotNet DotNet => _dotnet;

    /// <summary>The bytes of the files of a package (nupkg or snupkg), by path.</summary>
    public Dictionary<string, byte[]> Files(string id, string extension = ".nupkg")
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}{extension}"));
        return archive.Entries.ToDictionary(e => e.FullName, Read);
    }

    /// <summary>Makes a new project's folder.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="files">Names and texts; the version of the page is replaced by that of this feed.</param>
    public string NewProject(string name, params (string Name, string Text)[] files) => NewProject(Offline, name, files);

    /// <summary>The same, but where the machine lacks packages they are fetched from its usual sources.</summary>
    public string NewOnlineProject(string name, params (string Name, string Text)[] files) => NewProject(Online, name, files);

    /// <summary>The same, with a settings file of its own that has to name this feed: no other does.</summary>
    public string NewBareProject(string name, params (string Name, string Text)[] files) => NewProject(Bare, name, files);

    private string NewProject(string root, string name, (string Name, string Text)[] files)
    {
        foreach (var (file, text) in files)
            Write(At(root, name, file), text.Replace("Version=\"0.1.0\"", $"Version=\"{Version}\"", StringComparison.Ordinal));
        return Directory.CreateDirectory(At(root, name)).FullName;
    }

    /// <summary>Makes `dotnet new netspec` known, once.</summary>
    public void InstallTemplates()
    {
        if (!_hasTemplates) _dotnet.Run(_root.FullName, "new", "install", Path.Combine(Folder, $"NetSpec.Templates.{Version}.nupkg"));
        _hasTemplates = true;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private string At(params string[] parts) => Path.Combine([_root.FullName, .. parts]);

    private static string Settings(string sources) => $"""
        <configuration>
          <packageSources>
            {sources}
          </packageSources>
          <fallbackPackageFolders>
            <clear />
            <add key="machine" value="{MachinePackages()}" />
          </fallbackPackageFolders>
        </configuration>
        """;

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string MachinePackages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named : UserFile("packages");

    // Where packages come from is the machine's business, also for a new home; only a trimmed publish may need some that are not here yet.
    private void CopyUserSettings()
    {
        var settings = UserFile("NuGet", "NuGet.Config");
        if (File.Exists(settings)) Write(At("home", ".nuget", "NuGet", "NuGet.Config"), File.ReadAllText(settings));
    }

    private static string UserFile(params string[] parts) =>
        Path.Combine([Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", .. parts]);
}

/// <summary>Tests that share one feed.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    public const string Name = "Packages";
}
