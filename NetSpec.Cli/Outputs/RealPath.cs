using NetSpec.Runtime;

namespace NetSpec.Cli.Outputs;

/// <summary>Where a path leads when every link in it is followed, those of folders too, so that one file has one path.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Follows the links, from the root on.</summary>
    /// <param name="path">Of a file that may be missing.</param>
    /// <returns>A full path without links.</returns>
    /// <exception cref="InputException">Links lead in a circle, or cannot be read.</exception>
    public static string Of(string path)
    {
        try
        {
            return Follow(Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot follow the links of '{path}': {exception.Message}", exception);
        }
    }

    private static string Follow(string path)
    {
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>();
        Push(rest, path[real.Length..]);
        var links = 0;
        while (rest.TryPop(out var part))
        {
            // What a link says of the folder above means the one above the link's own, real folder.
            var next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
            if (part == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks) throw new IOException($"There are more than {MostLinks}, or they lead in a circle.");
            if (Path.IsPathRooted(target)) real = Path.GetPathRoot(Path.GetFullPath(target))!;
            Push(rest, target[Path.GetPathRoot(target)!.Length..]);
        }
        return real;
    }

    private static void Push(Stack<string> rest, string path)
    {
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        foreach (var part in path.Split(separators, StringSplitOptions.RemoveEmptyEntries).Reverse().Where(part => part != ".")) rest.Push(part);
    }
}
