using System.Runtime.InteropServices;

namespace NetSpec.Benchmarks.Peers;

/// <summary>Native libraries that may be there.</summary>
internal static partial class NativePeers
{
    /// <summary>The first file under a folder that fits; null where there is none.</summary>
    public static string? Find(string folder, Func<string, bool> fits) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault(fits)
        : null;

    /// <summary>Loads a library by file or name.</summary>
    public static nint Load(params string[] names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library)) return library;
        }
        throw new PeerMissingException($"{names[0]} was not found");
    }

    /// <summary>Sets a variable for native code, which does not see .NET's own copy of the environment.</summary>
    public static void SetVariable(string name, string value) => SetEnvironment(name, value, 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
