using NetSpec.Runtime;

namespace NetSpec.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WritesTextAndMissingFolders()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "c.txt");
        AtomicFile.WriteText(path, "größe");
        Assert.Equal("größe"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void ReplacesWhatWasThere()
    {
        var path = _folder.Write("x", "a long old text");
        AtomicFile.WriteText(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void AFullDiskLeavesTheOldFileAndNothingElse(int room)
    {
        var path = _folder.Write("x", "old");
        var error = Assert.Throws<InputException>(() =>
            AtomicFile.Write(path, stream => stream.Write(new byte[10]), name => new FullDisk(name, room)));
        Assert.Equal($"Cannot write '{path}': the disk is full.", error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void ADiskThatIsFullWhenFlushedLeavesNothing()
    {
        var path = _folder.At("x");
        Assert.Throws<InputException>(() => AtomicFile.Write(path, stream => stream.Write(new byte[3]), name => new FullDisk(name, 3)));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void CancellationPassesThroughAndLeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(_folder.At("x"), stream =>
        {
            stream.WriteByte(1);
            cancelled.Token.ThrowIfCancellationRequested();
        }));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void AFolderIsNoFile()
    {
        var error = Assert.Throws<InputException>(() => AtomicFile.WriteText(_folder.Path, "x"));
        Assert.Equal($"Cannot write '{_folder.Path}': it is a folder.", error.Message);
    }

    [Fact]
    public void AFileIsNoFolder()
    {
        var file = _folder.Write("file", "x");
        var error = Assert.Throws<InputException>(() => AtomicFile.WriteText(Path.Combine(file, "below"), "x"));
        Assert.StartsWith("Cannot write '", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void RefusesWhatIsNoPath(string path) => Assert.Throws<InputException>(() => AtomicFile.WriteText(path, "x"));

    [Fact]
    public void DevicesAreWrittenToAndNeverReplaced()
    {
        if (!File.Exists("/dev/full")) return;
        var error = Assert.Throws<InputException>(() => AtomicFile.WriteText("/dev/full", "x"));
        Assert.Equal("Cannot write '/dev/full': the disk is full.", error.Message);
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void FilesInMemoryAreFilesThoughTheyLieAmongDevices()
    {
        if (!Directory.Exists("/dev/shm")) return;
        var path = Path.Combine("/dev/shm", Path.GetRandomFileName());
        try
        {
            AtomicFile.Check(path);
            AtomicFile.WriteText(path, "a long old text");
            AtomicFile.WriteText(path, "new");
            Assert.Equal("new", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ALinkStaysALinkAndItsTargetGetsTheContent()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateDirectory(_folder.At("elsewhere"));
        var target = _folder.Write("elsewhere/x", "old");
        File.CreateSymbolicLink(_folder.At("second"), Path.Combine("elsewhere", "x"));
        File.CreateSymbolicLink(_folder.At("first"), "second");

        AtomicFile.WriteText(_folder.At("first"), "new");
        AtomicFile.Move(_folder.Write("finished", "newer"), _folder.At("second"));

        Assert.Equal("newer", File.ReadAllText(target));
        Assert.Equal("second", new FileInfo(_folder.At("first")).LinkTarget);
        Assert.Equal(["first", "second"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AFileThatIsReplacedHandsOnItsPermissions()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        var path = _folder.Write("x", "old");
        File.SetUnixFileMode(path, mode);

        AtomicFile.WriteText(path, "new");
        Assert.Equal(mode, File.GetUnixFileMode(path));

        AtomicFile.Move(_folder.Write("finished", "newer"), path);
        Assert.Equal(mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void ACheckLeavesNothingBehind()
    {
        AtomicFile.Check(_folder.At("a/b/x"));
        AtomicFile.Check(_folder.At("x"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void ACheckRefusesWhatWritingWould()
    {
        string Message(string path) => Assert.Throws<InputException>(() => AtomicFile.Check(path)).Message;
        var file = _folder.Write("file", "x");

        Assert.Equal($"Cannot write '{_folder.Path}': it is a folder.", Message(_folder.Path));
        Assert.Equal($"Cannot write '{_folder.At("new")}/': it names a folder.", Message(_folder.At("new") + "/"));
        Assert.Equal($"Cannot write '{file}/x': '{file}' is a file, not a folder.", Message($"{file}/x"));
        if (Directory.Exists("/proc")) Assert.Equal("Cannot write '/proc/foo/x': the folder '/proc/foo' cannot be made.", Message("/proc/foo/x"));
        Assert.Equal("x", File.ReadAllText(file));
    }

    /// <summary>Has room for some bytes, and says that the disk is full where a real one would: on writing or on flushing.</summary>
    private sealed class FullDisk(string path, int room) : FileStream(path, FileMode.CreateNew)
    {
        private int _room = room;

        public override void Write(byte[] buffer, int offset, int count)
        {
            base.Write(buffer, offset, Math.Min(_room, count));
            _room -= count;
            if (_room < 0) throw NoSpace();
        }

        public override void Flush()
        {
            base.Flush();
            if (_room == 0) throw NoSpace();
        }

        private static IOException NoSpace() => new("No space left on device", 28);
    }
}
