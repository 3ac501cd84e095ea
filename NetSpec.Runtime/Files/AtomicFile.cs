using System.Text;

namespace NetSpec.Runtime;

/// <summary>
/// Files that appear whole or not at all: written under another name in the same folder, flushed to the disk, then renamed. After any
/// exception (full disk, cancellation) the folder is as it was.
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

    /// <summary>The same with a stream of the caller's making, so that a full disk can be played.</summary>
    internal static void Write(string path, Action<Stream> write, Func<string, Stream> create)
    {
        ArgumentNullException.ThrowIfNull(write);
        FileErrors.RequirePath(path);
        try
        {
            var full = Path.GetFullPath(path);
            if (IsDevice(full))
                WriteThrough(full, write);
            else
                WriteAndRename(full, write, create);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Writing(path, error);
        }
    }

    private static void WriteAndRename(string path, Action<Stream> write, Func<string, Stream> create)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a folder");
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = create(temporary))
            {
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

    // Renaming over /dev/null would replace the device of the whole machine with a file.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal);

    private static void WriteThrough(string path, Action<Stream> write)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
        write(stream);
        stream.Flush();
    }

    private static FileStream CreateNew(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes);
}
