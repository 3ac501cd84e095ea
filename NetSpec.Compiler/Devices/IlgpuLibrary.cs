using System.Reflection;
using NetSpec.Runtime;

namespace NetSpec.Compiler;

/// <summary>
/// Where the user keeps ILGPU, which drives GPUs. NetSpec depends on no version of it, and brings none: what is compiled for a device is
/// compiled against this one.
/// </summary>
/// <param name="Folder">Holds ILGPU.dll and ILGPU.Algorithms.dll.</param>
public sealed record IlgpuLibrary(string Folder)
{
    private static readonly Version Least = new(1, 5, 3), Below = new(2, 0);

    /// <summary>The library itself.</summary>
    public string Core => Path.Combine(Folder, "ILGPU.dll");

    /// <summary>Exponentials, logarithms and roots.</summary>
    public string Algorithms => Path.Combine(Folder, "ILGPU.Algorithms.dll");

    /// <summary>Looks at a folder, or at the folder of a file.</summary>
    /// <param name="path">The folder, or ILGPU.dll in it.</param>
    /// <exception cref="InputException">One of the two files is not there, is no assembly, or is of a version that the kernels are not written for.</exception>
    public static IlgpuLibrary At(string path)
    {
        var full = Path.GetFullPath(path);
        var library = new IlgpuLibrary(File.Exists(full) ? Path.GetDirectoryName(full)! : full);
        foreach (var file in new[] { library.Core, library.Algorithms })
        {
            if (!File.Exists(file)) throw new InputException($"'{Path.GetFileName(file)}' is not in '{library.Folder}'; kernels for a GPU need ILGPU.dll and ILGPU.Algorithms.dll, from {Least} up to below {Below}, in one folder.");
            if (VersionOf(file) is var version && (version < Least || version >= Below)) throw new InputException($"'{file}' has version {version}; kernels for a GPU need one from {Least} up to below {Below}.");
        }
        return library;
    }

    private static Version VersionOf(string file)
    {
        try
        {
            return AssemblyName.GetAssemblyName(file).Version ?? new Version();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{file}' cannot be read as a library: {e.Message}", e);
        }
    }
}
