using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Benchmarks.Peers;

/// <summary>A network as a list of operations with its weights: what is handed to every peer.</summary>
/// <param name="InputShape">Of one sample.</param>
/// <param name="OutputShape">Of one sample.</param>
/// <param name="Loss">What training minimises.</param>
/// <param name="Nodes">In order of computation.</param>
/// <param name="Tensors">Parameters in the network's order, then constants.</param>
internal sealed record PeerGraph(
    IReadOnlyList<int> InputShape,
    IReadOnlyList<int> OutputShape,
    Loss Loss,
    IReadOnlyList<PeerNode> Nodes,
    IReadOnlyList<PeerTensor> Tensors)
{
    /// <summary>The value that the first node reads.</summary>
    public const string Input = "x";

    /// <summary>The value that the network gives.</summary>
    public string Output => Nodes[^1].Output;

    /// <summary>A tensor by name.</summary>
    public PeerTensor this[string name] => Tensors.First(t => t.Name == name);

    /// <summary>Reads a network's layers and its present parameters.</summary>
    /// <exception cref="NotSupportedException">A layer that peers are not given.</exception>
    public static PeerGraph Of(string spec, INetwork network)
    {
        var resolved = SpecReader.Read(spec, network.Info.Name).Network!;
        var builder = new GraphBuilder();
        builder.Add(resolved.Layers);
        var parameters = network.Info.Parameters.Select(p => new PeerTensor(p.Name, p.Shape, network.Parameters.Read(p.Name), p.IsTrained));
        return new(network.Info.InputShape, network.Info.OutputShape, network.Info.Loss, builder.Nodes, [.. parameters, .. builder.Constants]);
    }
}
