using System.Security.Cryptography;
using System.Text;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>
/// Assemblies of specs that were compiled before, by the hash of the canonical spec and of the generator and runtime that they were compiled
/// with: generator and compiler cost about a second in a new process. NETSPEC_CACHE names another folder, or is "off".
/// </summary>
internal static class CompilationCache
{
    private static readonly string? Folder = FindFolder();

    /// <summary>What an image depends on, as a file name.</summary>
    public static string KeyOf(NetworkSpec spec, bool isDouble)
    {
        Type[] parts = [typeof(INetwork), typeof(Loss), typeof(NetworkSpec), typeof(Precision), typeof(CompilationCache)];
        var versions = string.Join('\n', parts.Select(part => part.Module.ModuleVersionId));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{versions}\n{isDouble}\n{SpecWriter.Write(spec)}")));
    }

    /// <summary>The image compiled before, or null.</summary>
    public static byte[]? Find(string key)
    {
        try
        {
            return Folder is null || !File.Exists(PathOf(key)) ? null : File.ReadAllBytes(PathOf(key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an image, where that is possible, and returns it.</summary>
    public static byte[] Keep(string key, byte[] image)
    {
        if (Folder is null) return image;
        var temporary = PathOf(key) + "." + Environment.ProcessId + ".tmp";
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllBytes(temporary, image);
            File.Move(temporary, PathOf(key), overwrite: true);
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

    private static string PathOf(string key) => Path.Combine(Folder!, key + ".dll");

    private static string? FindFolder()
    {
        var named = Environment.GetEnvironmentVariable("NETSPEC_CACHE");
        if (string.Equals(named, "off", StringComparison.OrdinalIgnoreCase)) return null;
        if (!string.IsNullOrEmpty(named)) return named;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length == 0 ? null : Path.Combine(user, "netspec", "compiled");
    }
}
