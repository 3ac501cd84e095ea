using System.Security.Cryptography;
using System.Text;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>
/// Assemblies of specs that were compiled before, by the hash of the canonical spec and of the generator and runtime that they were compiled
/// with: generator and compiler cost about a second in a new process. A file begins with the hash of its image, so that a damaged one is
/// compiled anew. NETSPEC_CACHE names another folder, or is "off".
/// </summary>
/// <param name="folder">Where they lie; null: nowhere.</param>
internal sealed class CompilationCache(string? folder)
{
    private const string Extension = ".image";

    // About 200 kB each.
    private const int MostImages = 512;

    /// <summary>The user's.</summary>
    public static CompilationCache Default { get; } = new(FindFolder());

    /// <summary>What an image depends on, as a file name.</summary>
    public static string KeyOf(NetworkSpec spec, bool isDouble)
    {
        Type[] parts = [typeof(INetwork), typeof(Loss), typeof(NetworkSpec), typeof(Precision), typeof(CompilationCache)];
        var versions = string.Join('\n', parts.Select(part => part.Module.ModuleVersionId));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{versions}\n{isDouble}\n{SpecWriter.Write(spec)}")));
    }

    /// <summary>The image compiled before, or null.</summary>
    public byte[]? Find(string key)
    {
        if (folder is null || !File.Exists(PathOf(key))) return null;
        try
        {
            var content = File.ReadAllBytes(PathOf(key));
            if (content.Length <= SHA256.HashSizeInBytes) return null;
            var image = content[SHA256.HashSizeInBytes..];
            return SHA256.HashData(image).AsSpan().SequenceEqual(content.AsSpan(0, SHA256.HashSizeInBytes)) ? image : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps an image, where that is possible, and returns it.</summary>
    public byte[] Keep(string key, byte[] image)
    {
        if (folder is null) return image;
        try
        {
            AtomicFile.Write(PathOf(key), stream =>
            {
                stream.Write(SHA256.HashData(image));
                stream.Write(image);
            });
            Trim();
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            // A cache that cannot be written costs time, nothing else.
        }
        return image;
    }

    // The oldest half goes at a time, so that most calls only count.
    private void Trim()
    {
        var images = new DirectoryInfo(folder!).GetFiles("*" + Extension);
        if (images.Length <= MostImages) return;
        foreach (var old in images.OrderBy(image => image.LastWriteTimeUtc).Take(images.Length - (MostImages / 2))) old.Delete();
    }

    private string PathOf(string key) => Path.Combine(folder!, key + Extension);

    private static string? FindFolder()
    {
        var named = Environment.GetEnvironmentVariable("NETSPEC_CACHE");
        if (string.Equals(named, "off", StringComparison.OrdinalIgnoreCase)) return null;
        if (!string.IsNullOrEmpty(named)) return named;
        var user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return user.Length == 0 ? null : Path.Combine(user, "netspec", "compiled");
    }
}
