namespace NetSpec.Runtime;

/// <summary>Who may read and write a file.</summary>
internal static class Permissions
{
    /// <summary>Gives a new file the permissions of the one that it replaces, where there is one; Windows takes them from the folder.</summary>
    public static void HandOn(string old, string replacement)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(old)) File.SetUnixFileMode(replacement, File.GetUnixFileMode(old));
    }
}
