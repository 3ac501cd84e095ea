using System.CommandLine;
using NetSpec.Cli.Hosting;
using NetSpec.Cli.Networks;
using NetSpec.Runtime;

namespace NetSpec.Cli.Options;

/// <summary><c>--weights W</c> and <c>--map</c>, which belong together.</summary>
internal sealed class WeightsOptions
{
    private readonly Option<string> _path = Declare.File("--weights", "Parameters, a .safetensors file.");

    private readonly Option<string> _map = Declare.Choice("--map", "How tensors find their parameters: by name, or by order and shape.", "name", "name", "order");

    public IEnumerable<Symbol> Symbols => [_path, _map];

    /// <summary>The file.</summary>
    public string PathOf(Invocation invocation) => invocation.Get(_path);

    /// <summary>Reads the file.</summary>
    public NamedTensors Read(Invocation invocation) => Safetensors.Read(invocation.Get(_path));

    /// <summary>Compiles a spec and sets its parameters.</summary>
    public LoadedNetwork Load(Invocation invocation, string specPath) => Load(invocation, SpecFile.Read(specPath));

    /// <summary>Compiles a spec that was read and sets its parameters.</summary>
    public LoadedNetwork Load(Invocation invocation, SpecFile file)
    {
        var network = LoadedNetwork.Compile(file);
        Fill(invocation, network, Read(invocation));
        return network;
    }

    /// <summary>Sets a network's parameters from tensors that were read.</summary>
    public void Fill(Invocation invocation, LoadedNetwork network, NamedTensors tensors)
    {
        var map = invocation.Get(_map) == "order" ? WeightsMap.Order : WeightsMap.ByName;
        Weights.Load(network.Network.Parameters, tensors, map, invocation.Get(_path));
        network.Metadata = tensors.Metadata;
        // Tensors of one shape may be mistaken for one another, which no check finds: a person sees it.
        if (map == WeightsMap.Order)
            invocation.Terminal.Warn($"By order: {string.Join(", ", Weights.Find(network.Info, tensors, map).Select(pair => $"{pair.Parameter} from {pair.Tensor}"))}.");
    }
}
