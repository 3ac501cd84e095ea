using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Cli.Networks;

/// <summary>A spec, compiled, with what came with its weights.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private readonly CompiledNetwork<float> _compiled;

    private LoadedNetwork(SpecFile file)
    {
        File = file;
        _compiled = SpecCompiler.Compile<float>(file.Text, file.PathToCompile);
    }

    /// <summary>The spec.</summary>
    public SpecFile File { get; }

    /// <summary>The network.</summary>
    public INetwork Network => (INetwork)_compiled.Network;

    /// <summary>Its shapes and parameters.</summary>
    public NetworkInfo Info => Network.Info;

    /// <summary>What travelled with the weights: class names, scaling.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; set; } = new Dictionary<string, string>();

    /// <summary>Compiles a spec file; parameters are zero.</summary>
    public static LoadedNetwork Compile(string path) => new(SpecFile.Read(path));

    public void Dispose() => _compiled.Dispose();
}
