using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.Loader;
using NetSpec.Runtime;

namespace NetSpec.Compiler;

/// <summary>A network compiled in memory, and the code it needs. Disposing lets go of the code once nothing else refers to the network.</summary>
public sealed class CompiledNetwork<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly VectorPath _path;
    private AssemblyLoadContext? _context;
    private Type? _class;
    private INetwork<T>? _network;

    internal CompiledNetwork(byte[] image, string className, VectorPath path)
    {
        // Refused here rather than with the first network, and before there is code to let go of.
        _path = VectorPaths.Resolve(path);
        _context = new AssemblyLoadContext(className, isCollectible: true);
        using var stream = new MemoryStream(image, writable: false);
        _class = _context.LoadFromStream(stream).GetType(className, throwOnError: true)!;
    }

    /// <summary>Makes another network of the same code, with parameters of its own, which start at zero.</summary>
    /// <param name="path">The width of its vectors.</param>
    /// <exception cref="InputException">NETSPEC_ISA names no width.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public INetwork<T> CreateAnother(VectorPath path = VectorPath.Auto) => Instance(Class, path);

    /// <summary>The network, made when it is first asked for; its parameters start at zero.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public INetwork<T> Network => _network ??= Instance(Class, _path);

    private Type Class => _class ?? throw new ObjectDisposedException(nameof(CompiledNetwork<T>));

    /// <inheritdoc/>
    public void Dispose()
    {
        (_class, _network) = (null, null);
        _context?.Unload();
        _context = null;
    }

    // What the constructor refuses comes out as it is.
    private static INetwork<T> Instance(Type type, VectorPath path) =>
        (INetwork<T>)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, [path], CultureInfo.InvariantCulture)!;
}
