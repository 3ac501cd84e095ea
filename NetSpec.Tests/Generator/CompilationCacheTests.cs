using NetSpec.Compiler;
using NetSpec.Tests.Files;

namespace NetSpec.Tests.Generator;

/// <summary>The cache saves time; whatever happens to it changes nothing else.</summary>
public sealed class CompilationCacheTests
{
    private static readonly byte[] Image = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    [Fact]
    public void AnImageIsFoundAgain()
    {
        using var folder = new TemporaryFolder();
        var cache = new CompilationCache(folder.Path);
        Assert.Null(cache.Find("key"));
        Assert.Same(Image, cache.Keep("key", Image));
        Assert.Equal(Image, cache.Find("key"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(500)]
    public void ADamagedFileIsNotFoundAndThenReplaced(int length)
    {
        using var folder = new TemporaryFolder();
        var cache = new CompilationCache(folder.Path);
        cache.Keep("key", Image);
        using (var file = File.OpenWrite(Assert.Single(Directory.GetFiles(folder.Path)))) file.SetLength(length);
        Assert.Null(cache.Find("key"));
        cache.Keep("key", Image);
        Assert.Equal(Image, cache.Find("key"));
    }

    [Fact]
    public void AFolderThatCannotBeMadeCostsTimeOnly()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var cache = new CompilationCache(Path.Combine(file, "inside"));
        Assert.Same(Image, cache.Keep("key", Image));
        Assert.Null(cache.Find("key"));
    }

    [Fact]
    public void TheOldestGoWhereThereAreTooManyAndOtherFilesStay()
    {
        using var folder = new TemporaryFolder();
        var other = Path.Combine(folder.Path, "mine.txt");
        File.WriteAllText(other, "");
        for (var i = 0; i < 512; i++) File.WriteAllText(Path.Combine(folder.Path, $"{i}.image"), "");
        var cache = new CompilationCache(folder.Path);
        cache.Keep("key", Image);
        Assert.Equal(256 + 1, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(Image, cache.Find("key"));
        Assert.True(File.Exists(other));
    }
}
