using System.Security.Cryptography;
using System.Text;
using NetSpec.Runtime;

namespace NetSpec.Compiler;

/// <summary>
/// Assemblies of specs that were compiled before, by the hash of their source and of the runtime that they were compiled against: the
/// compiler itself costs about a second in a new process. NETSPEC_CACHE names another folder, or is "off".
/// </summary>
internal static class CompilationCache
{
    private static readonly string? Folder = FindFolder();

    /// <summary>The image compiled before, or null.</summary>
    public static byte[]? Find(GeneratedSource source)
    {
        try
        {
            return Folder is null || !File.Exists(PathOf(source)) ? null : File.ReadAllBytes(PathOf(source));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an image, where that is possible, and returns it.</summary>
    public static byte[] Keep(GeneratedSource source, byte[] image)
    {
        if (Folder is null) return image;
        var temporary = PathOf(source) + "." + Environment.ProcessId + ".tmp";
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(temporary, image);
            File.Move(temporary, PathOf(source), overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time, nothing else.
            TryDelete(temporary);
        }
        return image;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string PathOf(GeneratedSource source)
    {
        var key = $"{typeof(INetwork).Module.ModuleVersionId}\n{typeof(Loss).Module.ModuleVersionId}\n{source.Text}";
        return Path.Combine(Folder!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))) + ".dll");
    }

    private static string? FindFolder()
    {
        var named = Environment.GetEnvironmentVariable("NETSPEC_CACHE");
        if (string.Equals(named, "off", StringComparison.OrdinalIgnoreCase)) return null;
        if (!string.IsNullOrEmpty(named)) return named;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length == 0 ? null : Path.Combine(user, "netspec", "compiled");
    }
}
