using System.IO.Compression;

namespace NetSpec.Runtime;

/// <summary>
/// numpy's files of several arrays: a zip of npy files, as <c>numpy.savez</c> and <c>numpy.savez_compressed</c> write it. A path
/// <c>data.npz#name</c> names one; <c>data.npz</c> is enough where it holds one alone.
/// </summary>
internal static class Npz
{
    private const string Extension = ".npz", Member = ".npy";
    private const int BytesInMemory = 1 << 29;

    /// <summary>Opens an array of either kind of file.</summary>
    public static ByteSource OpenArray(string path, int bytesInMemory = BytesInMemory)
    {
        FileErrors.RequirePath(path);
        var (file, array) = Split(path);
        return file is null ? ByteSource.Open(path) : Open(path, file, array, bytesInMemory);
    }

    // The file is null where the path names no npz file.
    private static (string? File, string? Array) Split(string path)
    {
        if (path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) return (path, null);
        var at = path.LastIndexOf(Extension + "#", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? (null, null) : (path[..(at + Extension.Length)], path[(at + Extension.Length + 1)..]);
    }

    private static ByteSource Open(string path, string file, string? array, int bytesInMemory)
    {
        try
        {
            if (Directory.Exists(file)) throw new IOException("it is a folder");
            using var archive = ZipFile.OpenRead(file);
            var entry = Find(archive, file, array);
            using var stream = entry.Open();
            var sum = new Crc32();
            var source = Inflated.Read(path, stream, bytesInMemory, sum.Append);
            if (source.Length == entry.Length && sum.Value == entry.Crc32) return source;
            source.Dispose();
            throw new InputException($"'{file}' is damaged: '{entry.Name}' does not have the checksum that the file states.");
        }
        catch (InvalidDataException error)
        {
            throw new InputException($"'{file}' is no npz file, or a damaged one.", error);
        }
        catch (Exception error) when (FileErrors.IsAboutFiles(error))
        {
            throw FileErrors.Reading(file, error);
        }
    }

    private static ZipArchiveEntry Find(ZipArchive archive, string file, string? array)
    {
        var arrays = archive.Entries.Where(e => e.FullName.EndsWith(Member, StringComparison.Ordinal)).ToList();
        var names = string.Join(", ", arrays.Select(e => e.FullName[..^Member.Length]));
        if (arrays.Count == 0) throw new InputException($"'{file}' holds no arrays.");
        if (array is null)
            return arrays.Count == 1 ? arrays[0] : throw new InputException($"'{file}' holds {arrays.Count} arrays ({names}); name one as '{file}#{arrays[0].FullName[..^Member.Length]}'.");
        return arrays.Find(e => e.FullName == array + Member) ?? throw new InputException($"'{file}' holds no array '{array}', but {names}.");
    }
}
