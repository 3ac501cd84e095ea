namespace NetSpec.Runtime;

/// <summary>Turns what the system says about files into one sentence with the path in it.</summary>
public static class FileErrors
{
    /// <summary>Whether a path, a disk or a permission is to blame rather than the program.</summary>
    public static bool IsAboutFiles(Exception error) =>
        error is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException;

    /// <summary>The error of a file that cannot be read.</summary>
    public static InputException Reading(string path, Exception error) => new($"Cannot read '{path}': {Reason(path, error)}.", error);

    /// <summary>The error of a file that cannot be written.</summary>
    public static InputException Writing(string path, Exception error) => new($"Cannot write '{path}': {Reason(path, error)}.", error);

    /// <summary>Refuses what is no path at all, which the system would report as a programmer's error.</summary>
    /// <exception cref="InputException">It is empty, or holds a zero character.</exception>
    public static void RequirePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (string.IsNullOrWhiteSpace(path))
            throw new InputException("A path of a file was expected, not an empty text.");
        if (path.Contains('\0'))
            throw new InputException($"The path '{path.Replace('\0', '?')}' contains a zero character.");
    }

    /// <summary>Why, in a few words without a full stop.</summary>
    /// <param name="path">What was read or written.</param>
    /// <param name="error">What the system said.</param>
    public static string Reason(string path, Exception error) => error switch
    {
        _ when Directory.Exists(path) => "it is a folder",
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "its folder does not exist",
        PathTooLongException => "its name is too long",
        UnauthorizedAccessException => "permission was denied",
        IOException when IsDiskFull(error.HResult) => "the disk is full",
        NotSupportedException => "it is no regular file",
        _ => error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' '),
    };

    // Unix reports errno (ENOSPC 28, EDQUOT 122), Windows ERROR_DISK_FULL 112 and ERROR_HANDLE_DISK_FULL 39 as an HRESULT.
    private static bool IsDiskFull(int code) =>
        code is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027);
}
