using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Inference with batch normalisation folded into the sum before it, held against the same layers computed one by one for an observer.</summary>
public class FoldingTests
{
    private static readonly string[][] Networks =
    [
        ["4", "{ dense: 19, activation: linear }", "{ batchnorm: , activation: relu }", "dense: 3", "batchnorm:"],
        ["4", "{ dense: 4, bias: false, name: own }", "batchnorm:", "activation: relu6", "{ dense: 4, tie: own }", "{ batchnorm: , activation: tanh }", "{ dense: 4, tie: { layer: own, transpose: true } }", "batchnorm:"],
        ["[3, 9, 8]", "{ conv2d: 35, padding: same }", "{ batchnorm: , activation: leaky_relu }", "maxpool: 2", "{ conv2d: 6, kernel: 1 }", "batchnorm:", "flatten:", "dense: 2"],
        ["[4, 6, 6]", "{ conv2d: 4, groups: 4, padding: same, bias: false }", "batchnorm:", "activation: relu", "{ conv2d: 6, groups: 2 }", "batchnorm:", "global_avgpool:"],
        ["[5, 4, 4]", "{ conv2d: 18 }", "activation: { leaky_relu: -0.3 }", "{ conv2d: 18, groups: 18, kernel: 1 }", "{ batchnorm: , activation: softsign }", "global_avgpool:", "{ dense: 2, activation: linear }", "batchnorm:"],
        // The caller's planes, read as they lie.
        ["[3, 11, 7]", "{ conv2d: 35, kernel: [3, 2], stride: [2, 1], padding: [2, 1] }", "{ batchnorm: , activation: relu }", "global_avgpool:"],
        ["[1, 13, 10]", "{ conv2d: 20, kernel: [5, 4], stride: 2, padding: [2, 1], dilation: [2, 1], activation: relu }", "{ conv2d: 3, kernel: 1 }", "flatten:", "dense: 2"],
        ["[2, 6, 29]", "{ conv2d: 16, bias: false }", "activation: tanh", "flatten:", "dense: 2"],
        // Tiles of four by four results, whole and cut.
        ["[2, 9, 11]", "{ conv2d: 16, padding: same, activation: relu }", "{ conv2d: 33, padding: same }", "{ batchnorm: , activation: relu }", "{ conv2d: 16 }", "global_avgpool:"],
        ["6", "{ dense: 6, activation: linear }", "{ residual: { body: [ { dense: 6 }, batchnorm: ] }, activation: relu }", "dense: 6", "dropout: 0.3", "batchnorm:"],
    ];

    public static TheoryData<int, VectorPath> Cases()
    {
        var data = new TheoryData<int, VectorPath>();
        for (var i = 0; i < Networks.Length; i++)
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(i, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheAnswerIsThatOfTheLayersOneByOne(int network, VectorPath path)
    {
        using var compiled = SpecCompiler.Compile<double>(Spec(Networks[network]), "folding.net.yaml", path);
        Initialise(compiled.Network.Parameters, seed: network);
        foreach (var samples in new[] { 1, 37 }) AssertSame(compiled.Network, samples);
    }

    [Fact]
    public void EveryChangeOfParametersReachesTheFoldedOnes()
    {
        using var compiled = SpecCompiler.Compile<double>(Spec(Networks[2]), "folding.net.yaml", VectorPath.Auto);
        var network = compiled.Network;
        Initialise(network.Parameters, seed: 1);
        AssertSame(network, 5);

        network.Parameters.Write("batchnorm1.running_var", [.. Enumerable.Range(1, 35).Select(i => (double)i)]);
        AssertSame(network, 5);
        var before = network.Parameters.Read("batchnorm1.running_mean");
        network.Gradient(Input(network, 9, 3), new double[18], new GradientSet<double>(network.Parameters), new GradientRequest<double> { Training = true });
        Assert.NotEqual(before, network.Parameters.Read("batchnorm1.running_mean"));
        AssertSame(network, 5);

        network.Parameters.Memory.Span.Fill(0.25);
        network.Parameters.MarkChanged();
        AssertSame(network, 5);
    }

    [Fact]
    public void NormalisationsAndActivationsAreFolded()
    {
        var text = SpecCompiler.Generate(Spec(Networks[3]), "folding.net.yaml");
        var inference = text[text.IndexOf("static void Infer(", StringComparison.Ordinal)..text.IndexOf("static void ForwardLayers(", StringComparison.Ordinal)];
        Assert.Contains("ScaleAndShiftThenRelu", inference, StringComparison.Ordinal);
        Assert.DoesNotContain("CentreAndScale", inference, StringComparison.Ordinal);
        Assert.DoesNotContain("MapRelu", inference, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatANormalisationDoesNotFollowIsNotFolded() =>
        Assert.DoesNotContain("FoldNormalisation", SpecCompiler.Generate(Spec("4", "{ dense: 6, activation: relu }", "batchnorm:", "dense: 2"), "folding.net.yaml"), StringComparison.Ordinal);

    /// <summary>Holds the network's answer against its last layer's output as an observer sees it.</summary>
    internal static void AssertSame(INetwork<double> network, int samples)
    {
        var input = Input(network, samples, 7);
        var output = new double[samples * network.Info.OutputSize];
        network.Forward(input, output);
        var observer = new LastLayer(network.Info.Layers[^1].Path);
        network.Observe(input, observer);
        Assert.Equal(output.Length, observer.Values.Count);
        Assert.True(observer.Values.Select(Math.Abs).Max() > 1e-3);
        Assert.All(observer.Values.Zip(output), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-11 * (1 + Math.Abs(pair.First))));
    }

    private static double[] Input(INetwork<double> network, int samples, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, samples * network.Info.InputSize).Select(_ => random.NextDouble() - 0.5)];
    }

    /// <summary>Writes numbers that are not zero and variances that are positive.</summary>
    internal static void Initialise(ParameterSet<double> parameters, int seed)
    {
        var random = new Random(seed);
        foreach (var parameter in parameters.Info.Parameters)
        {
            var isVariance = parameter.Kind == ParameterKind.RunningVariance;
            parameters.Write(parameter.Name, [.. Enumerable.Range(0, parameter.Length).Select(_ => isVariance ? 0.1 + random.NextDouble() : random.NextDouble() - 0.4)]);
        }
    }

    /// <summary>A spec of an input shape and layers.</summary>
    internal static string Spec(params string[] lines) =>
        $"netspec: 1\nname: Folding\ninput: {lines[0]}\nlayers:\n{string.Concat(lines.Skip(1).Select(l => $"  - {l}\n"))}loss: mse\n";


    private sealed class LastLayer(string path) : ILayerObserver<double>
    {
        public List<double> Values { get; } = [];

        public bool Wants(string layer) => layer == path;

        public void Observe(string layer, LayerRows<double> rows)
        {
            for (var i = 0; i < rows.Count; i++) Values.AddRange(rows[i]);
        }
    }
}
