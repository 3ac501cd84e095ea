using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Cli.Networks;

/// <summary>A spec, compiled, with what came with its weights.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private readonly IDisposable _owner;

    private LoadedNetwork(SpecFile file, INetwork network, IDisposable owner) => (File, Network, _owner) = (file, network, owner);

    /// <summary>The spec.</summary>
    public SpecFile File { get; }

    /// <summary>The network.</summary>
    public INetwork Network { get; }

    /// <summary>Its shapes and parameters.</summary>
    public NetworkInfo Info => Network.Info;

    /// <summary>What travelled with the weights: class names, scaling.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>Compiles a spec file for the processor or a device; parameters are zero.</summary>
    public static LoadedNetwork Compile(string path, Device? device = null) => Compile(SpecFile.Read(path), device);

    /// <summary>Compiles a spec that was read.</summary>
    public static LoadedNetwork Compile(SpecFile file, Device? device = null)
    {
        if (device?.Create(file.Spec) is { } network) return new(file, network, network);
        var compiled = SpecCompiler.Compile<float>(file.Text, file.PathToCompile);
        return new(file, (INetwork)compiled.Network, compiled);
    }

    public void Dispose() => _owner.Dispose();
}
