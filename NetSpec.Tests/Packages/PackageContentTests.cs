using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using NetSpec.Spec;

namespace NetSpec.Tests.Packages;

/// <summary>What lies in the packages.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackageFeed feed)
{
    private static readonly string[] LibraryIds = ["NetSpec", "NetSpec.Compiler", "NetSpec.Pruning", "NetSpec.Onnx"];

    private static readonly string[] Ids = [.. LibraryIds, "NetSpec.Tool", "NetSpec.Templates"];

    public static TheoryData<string> All { get; } = new(Ids);

    public static TheoryData<string> Libraries { get; } = new(LibraryIds);

    [Fact]
    public void NothingElseIsPacked() =>
        Assert.Equal(Ids.Order(StringComparer.Ordinal), Directory.GetFiles(feed.Folder, "*.nupkg").Select(f => Path.GetFileName(f).Replace($".{feed.Version}.nupkg", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void SaysWhatItIs(string id)
    {
        var files = feed.Files(id);
        var metadata = Nuspec(files, id);
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.StartsWith($"# {id}\n", Encoding.UTF8.GetString(files["README.md"]), StringComparison.Ordinal);
        Assert.InRange(Value(metadata, "description").Length, 40, 400);
    }

    [Fact]
    public void TheMainPackageHoldsRuntimeGeneratorAndBuildFiles()
    {
        var files = feed.Files("NetSpec").Keys.Where(f => f.Contains('/', StringComparison.Ordinal) && !f.StartsWith("_rels/", StringComparison.Ordinal) && !f.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(
        [
            "analyzers/dotnet/cs/NetSpec.Abstractions.dll", "analyzers/dotnet/cs/NetSpec.Generator.dll", "analyzers/dotnet/cs/NetSpec.Spec.dll", "analyzers/dotnet/cs/YamlDotNet.dll",
            "build/net10.0/NetSpec.props", "build/net10.0/NetSpec.targets",
            .. SpecDiagnostics.All.Select(d => d.Page),
            "lib/net10.0/NetSpec.Abstractions.dll", "lib/net10.0/NetSpec.Abstractions.xml", "lib/net10.0/NetSpec.Runtime.dll", "lib/net10.0/NetSpec.Runtime.xml",
            "schema/netspec.schema.json",
        ], files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoAssemblyIsInTwoPackages()
    {
        var owners = LibraryIds.SelectMany(id => Assemblies(feed.Files(id)).Select(a => (Assembly: Path.GetFileName(a.Path), Package: id)));
        Assert.All(owners.GroupBy(o => o.Assembly), group => Assert.Single(group));
    }

    // What an assembly references is in its package, in one that it depends on, or in the framework.
    [Theory]
    [MemberData(nameof(Libraries))]
    public void DependenciesAreComplete(string id)
    {
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => p.Contains("Microsoft.NETCore.App", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension);
        var packages = Closure(id).ToList();
        var known = packages.Where(p => p.StartsWith("NetSpec", StringComparison.Ordinal)).SelectMany(p => Assemblies(feed.Files(p)))
            .Select(a => Path.GetFileNameWithoutExtension(a.Path)).Concat(framework).Concat(packages).Append("Microsoft.CodeAnalysis").ToHashSet(StringComparer.Ordinal);
        foreach (var (path, bytes) in Assemblies(feed.Files(id)))
            Assert.All(References(bytes), reference => Assert.True(known.Contains(reference), $"{path} needs {reference}, which {id} does not bring."));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void HasDocumentationAndSymbolsWithSources(string id)
    {
        var (files, symbols) = (feed.Files(id), feed.Files(id, ".snupkg"));
        foreach (var (path, bytes) in Assemblies(files))
        {
            // The generator is the compiler's to call; nothing in it is for users.
            if (!path.EndsWith("NetSpec.Generator.dll", StringComparison.Ordinal)) Assert.Contains(Path.ChangeExtension(path, ".xml"), files.Keys);
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols[Path.ChangeExtension(path, ".pdb")]));
            var reader = provider.GetMetadataReader();
            Assert.All(reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)), name => Assert.StartsWith("/_", name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void HoldsNoPathOfThisMachine(string id)
    {
        var symbols = File.Exists(Path.Combine(feed.Folder, $"{id}.{feed.Version}.snupkg")) ? feed.Files(id, ".snupkg") : [];
        var own = feed.Files(id).Concat(symbols).Where(f => Path.GetFileName(f.Key).StartsWith("netspec", StringComparison.OrdinalIgnoreCase));
        Assert.All(own, file => Assert.DoesNotContain(Repository.Root, Encoding.Latin1.GetString(file.Value), StringComparison.Ordinal));
    }

    private IEnumerable<string> Closure(string id) =>
        id.StartsWith("NetSpec", StringComparison.Ordinal)
            ? Nuspec(feed.Files(id), id).Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => (string)e.Attribute("id")!).SelectMany(Closure).Append(id)
            : [id];

    private static XElement Nuspec(Dictionary<string, byte[]> files, string id) => XElement.Load(new MemoryStream(files[id + ".nuspec"]));

    private static string Value(XElement nuspec, string name) => nuspec.Descendants().Single(e => e.Name.LocalName == name).Value;

    private static IEnumerable<(string Path, byte[] Bytes)> Assemblies(Dictionary<string, byte[]> files) =>
        files.Where(f => f.Key.StartsWith("lib/", StringComparison.Ordinal) && f.Key.EndsWith(".dll", StringComparison.Ordinal)).Select(f => (f.Key, f.Value));

    private static List<string> References(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(r => reader.GetString(reader.GetAssemblyReference(r).Name))];
    }
}
