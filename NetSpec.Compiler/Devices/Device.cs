using System.Reflection;
using System.Runtime.Loader;
using NetSpec.Generator;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Compiler;

/// <summary>
/// A GPU, and the networks compiled for it. The code stays loaded until the process ends, since ILGPU's own generated code refers to it;
/// disposing frees the networks' memory on the device and the device.
/// </summary>
public sealed class Device : IDisposable
{
    private readonly IlgpuLibrary _library;
    private readonly AssemblyLoadContext _context;
    private readonly Dictionary<string, Type> _classes = [];
    private readonly LiveNetworks _networks = new();
    private readonly IDisposable _ilgpu, _accelerator;

    private Device(IlgpuLibrary library, string kind)
    {
        _library = library;
        _context = new AssemblyLoadContext("NetSpec.Device");
        _context.Resolving += (context, name) => name.Name is "ILGPU" or "ILGPU.Algorithms" ? context.LoadFromAssemblyPath(Path.Combine(library.Folder, name.Name + ".dll")) : null;
        var opener = Load("NetSpec.Device", DeviceOpener.Source).GetType(DeviceOpener.ClassName, throwOnError: true)!;
        var opened = (object[])Call(() => opener.GetMethod("Open")!.Invoke(null, [kind]))!;
        (_ilgpu, _accelerator, Name) = ((IDisposable)opened[0], (IDisposable)opened[1], (string)opened[2]);
    }

    /// <summary>Its name, as its driver says it.</summary>
    public string Name { get; }

    /// <summary>Opens the first GPU that the library finds.</summary>
    /// <param name="library">The user's ILGPU.</param>
    /// <param name="kind">cuda, opencl, gpu (the first of either), or cpu: the library's own emulation, for tests, slow.</param>
    /// <exception cref="InputException">There is none of that kind.</exception>
    public static Device Open(IlgpuLibrary library, string kind = "gpu") => new(library, kind);

    /// <summary>Compiles a spec, each once, and makes a network on the device; its parameters are zero. Both it and this dispose it.</summary>
    /// <exception cref="InputException">The spec has errors, or the library lacks what its kernels call.</exception>
    public DeviceNetwork Create(NetworkSpec spec)
    {
        var text = SpecWriter.Write(spec);
        if (!_classes.TryGetValue(text, out var type))
        {
            var name = spec.Namespace is { } space ? $"{space}.{spec.Name}" : spec.Name;
            var path = spec.Name + ".net.yaml";
            var assembly = Load($"NetSpec.Compiled{_classes.Count}", SpecCompiler.Generate(text, path), SpecCompiler.GenerateForDevice(text, path));
            _classes.Add(text, type = assembly.GetType(name + "Gpu", throwOnError: true)!);
        }
        var network = (DeviceNetwork)Call(() => Activator.CreateInstance(type, _accelerator, null))!;
        _networks.Add(network);
        return network;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _networks.Dispose();
        _accelerator.Dispose();
        _ilgpu.Dispose();
    }

    private Assembly Load(string name, params string[] sources)
    {
        using var image = new MemoryStream(Compilation.Emit(name, sources, [_library.Core, _library.Algorithms]), writable: false);
        return _context.LoadFromStream(image);
    }

    // What reflection calls fails with a wrapper around what is of interest.
    private static object? Call(Func<object?> action)
    {
        try
        {
            return action();
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw new InputException($"The device cannot be used: {e.InnerException.GetBaseException().Message}", e.InnerException);
        }
    }
}
