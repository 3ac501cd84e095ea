using System.Text;

namespace NetSpec.Runtime;

/// <summary>
/// Files that appear whole or not at all: written under another name in the same folder, flushed to the disk, then renamed. After any
/// exception (full disk, cancellation) the folder is as it was. A symbolic link stays one, and a file that is replaced hands on its permissions.
/// </summary>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file, and the folders above it where they are missing.</summary>
    /// <param name="path">What appears, replacing what was there.</param>
    /// <param name="write">Writes the content; what it throws comes out after the temporary file is gone.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, CreateNew);

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// Refuses a path that cannot be written, before the work whose result goes there: a file is made beside it and deleted again, and so are
    /// the folders that are missing.
    /// </summary>
    /// <exception cref="InputException">The file could not be written.</exception>
    public static void Check(string path) => OfFiles(path, full =>
    {
        if (!IsDevice(full)) Writability.Check(full);
    });

    /// <summary>Puts a file that was written elsewhere on the same disk in its place, as <see cref="Write(string, Action{Stream})"/> would have.</summary>
    /// <param name="from">The finished file, which is gone afterwards.</param>
    /// <param name="path">What appears, replacing what was there.</param>
    /// <exception cref="InputException">It cannot be put there.</exception>
    public static void Move(string from, string path) => OfFiles(path, full =>
    {
        Writability.RequireNoFolder(full);
        Permissions.HandOn(full, from);
        File.Move(from, full, overwrite: true);
    });

    /// <summary>The same with a stream of the caller's making, so that a full disk can be played.</summary>
    internal static void Write(string path, Action<Stream> write, Func<string, Stream> create)
    {
        ArgumentNullException.ThrowIfNull(write);
        OfFiles(path, full =>
        {
            if (IsDevice(full))
                WriteThrough(full, write);
            else
                WriteAndRename(full, write, create);
        });
    }

    private static void OfFiles(string path, Action<string> work)
    {
        FileErrors.RequirePath(path);
        try
        {
            var full = Path.GetFullPath(path);
            work(IsDevice(full) ? full : Target(full));
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(path, error);
        }
    }

    private static void WriteAndRename(string path, Action<Stream> write, Func<string, Stream> create)
    {
        Writability.RequireNoFolder(path);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Writability.TemporaryIn(folder);
        try
        {
            using (var stream = create(temporary))
            {
                // Before the content, so that nobody reads what the old file kept from them.
                Permissions.HandOn(path, temporary);
                write(stream);
                stream.Flush();
                (stream as FileStream)?.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    // Renaming over a link would replace the link, and leave what it points to as it was.
    private static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // Renaming over /dev/null would replace the device of the whole machine with a file. What /dev/shm holds are files in memory, and what is
    // not there yet is none.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows()
        && path.StartsWith("/dev/", StringComparison.Ordinal)
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && Path.Exists(path);

    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
        write(stream);
        stream.Flush();
    }

    private static FileStream CreateNew(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
}
