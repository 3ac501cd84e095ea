using System.Text;
using NetSpec.Benchmarks.Peers;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Benchmarks;

public class OnnxTests
{
    public static TheoryData<string> Names { get; } = new(PeerNetworks.All.Select(n => n.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNetworkOfTheTableBecomesAModelWithItsWeights(string name)
    {
        var network = PeerNetworks.All.Single(n => n.Name == name);
        using var compiled = SpecCompiler.Compile<float>(network.Spec, "x.net.yaml");
        PeerWeights.Fill(compiled.Network.Parameters);

        var graph = PeerGraph.Of(network.Spec, (INetwork)compiled.Network);
        var model = OnnxModel.Of(graph, 2);

        Assert.True(model.Length > 4 * graph.Tensors.Sum(t => t.Values.Length));
        foreach (var tensor in graph.Tensors) Assert.True(model.AsSpan().IndexOf(Encoding.UTF8.GetBytes(tensor.Name)) > 0, tensor.Name);
        // Every value is made before it is read.
        var known = graph.Tensors.Select(t => t.Name).Append(PeerGraph.Input).ToHashSet();
        foreach (var node in graph.Nodes)
        {
            Assert.All(node.Inputs.Concat(node.Parameters), value => Assert.Contains(value, known));
            Assert.True(known.Add(node.Output), node.Output);
        }
    }

    [Fact]
    public void OnlyDenseLayersWithReluBetweenAreAChain()
    {
        DenseChain? Chain(string layers)
        {
            var spec = $"netspec: 1\nname: Net\ninput: 4\nlayers:\n{layers}";
            using var compiled = SpecCompiler.Compile<float>(spec, "x.net.yaml");
            return DenseChain.Of(PeerGraph.Of(spec, (INetwork)compiled.Network));
        }

        Assert.Equal([4, 3, 2], Chain("  - { dense: 3, activation: relu }\n  - dense: 2\n")!.Widths);
        Assert.Null(Chain("  - { dense: 3, activation: tanh }\n  - dense: 2\n"));
        Assert.Null(Chain("  - { dense: 3, activation: relu, bias: false }\n  - dense: 2\n"));
        Assert.Null(Chain("  - { dense: 3, activation: relu }\n"));
    }
}
