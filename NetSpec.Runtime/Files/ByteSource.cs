using Microsoft.Win32.SafeHandles;

namespace NetSpec.Runtime;

/// <summary>
/// Bytes that can be read at any offset from several threads at once. Positioned reads rather than a memory map: a file that is cut
/// short while it is read gives an error, where a map would end the process.
/// </summary>
internal abstract class ByteSource(string path, long length) : IDisposable
{
    /// <summary>The file they came from, as the caller wrote it.</summary>
    public string Path { get; } = path;

    public long Length { get; } = length;

    /// <summary>Opens a file as it is.</summary>
    public static ByteSource Open(string path)
    {
        FileErrors.RequirePath(path);
        try
        {
            if (Directory.Exists(path))
                throw new IOException("it is a folder");
            var handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
            return new FileBytes(path, handle);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    /// <summary>Fills the buffer from an offset.</summary>
    public void Read(Span<byte> into, long offset)
    {
        try
        {
            while (!into.IsEmpty)
            {
                var count = ReadSome(into, offset);
                if (count == 0)
                    throw new InputException($"'{Path}' ends at byte {offset}, where {into.Length} more were expected.");
                into = into[count..];
                offset += count;
            }
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(Path, error);
        }
    }

    public abstract void Dispose();

    protected abstract int ReadSome(Span<byte> into, long offset);
}

/// <summary>The bytes of an open file.</summary>
internal sealed class FileBytes(string path, SafeFileHandle handle) : ByteSource(path, RandomAccess.GetLength(handle))
{
    public override void Dispose() => handle.Dispose();

    protected override int ReadSome(Span<byte> into, long offset) => RandomAccess.Read(handle, into, offset);
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemoryBytes(string path, ReadOnlyMemory<byte> bytes) : ByteSource(path, bytes.Length)
{
    public override void Dispose()
    {
    }

    protected override int ReadSome(Span<byte> into, long offset)
    {
        if (offset >= bytes.Length)
            return 0;
        var available = bytes.Span[(int)offset..];
        var count = Math.Min(into.Length, available.Length);
        available[..count].CopyTo(into);
        return count;
    }
}
