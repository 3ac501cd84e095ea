namespace NetSpec.Runtime;

/// <summary>Tries whether a file can be put somewhere, and leaves nothing behind.</summary>
internal static class Writability
{
    /// <summary>A name that nothing in the folder has.</summary>
    public static string TemporaryIn(string folder) => Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");

    /// <summary>Refuses a path of a folder.</summary>
    /// <exception cref="IOException">It is one, or is written as one.</exception>
    public static void RequireNoFolder(string path)
    {
        if (Directory.Exists(path)) throw new IOException("it is a folder");
        if (Path.EndsInDirectorySeparator(path)) throw new IOException("it names a folder");
    }

    /// <summary>Makes what writing would make, and takes it back.</summary>
    /// <exception cref="IOException">The file could not be written; or another exception that is about files.</exception>
    public static void Check(string path)
    {
        RequireNoFolder(path);
        var folder = Path.GetDirectoryName(path)!;
        var missing = new Stack<string>();
        for (var above = folder; above is not null && !Directory.Exists(above); above = Path.GetDirectoryName(above)) missing.Push(above);
        var made = new Stack<string>();
        try
        {
            foreach (var name in missing)
            {
                Make(name);
                made.Push(name);
            }
            using (new FileStream(TemporaryIn(folder), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        finally
        {
            foreach (var name in made) TryDelete(name);
        }
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (IOException) when (File.Exists(folder))
        {
            throw new IOException($"'{folder}' is a file, not a folder");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IOException($"the folder '{folder}' cannot be made", error);
        }
    }

    // What somebody else put there meanwhile stays.
    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder);
        }
        catch (IOException)
        {
        }
    }
}
