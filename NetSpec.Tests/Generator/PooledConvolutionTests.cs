using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Convolutions with the pool behind them in their epilogue, held against the layers computed one by one for an observer.</summary>
public class PooledConvolutionTests
{
    private const string Planes = "few planes";
    private const string Tiles = "few channels";
    private const string OnTheWayBack = "on the way back";

    // What of the forms a network's inference has, then the network.
    private static readonly (string Form, string[] Network)[] Networks =
    [
        (Planes, ["[1, 28, 28]", "{ conv2d: 8, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 3"]),
        (Planes, ["[3, 9, 11]", "{ conv2d: 35 }", "maxpool: 2", "{ conv2d: 5, kernel: 1 }", "flatten:", "dense: 2"]),
        (Planes, ["[4, 6, 23]", "{ conv2d: 3, padding: [2, 0], bias: false, activation: relu6 }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Planes, ["[2, 3, 3]", "{ conv2d: 16, padding: same, activation: softsign }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Tiles, ["[1, 12, 14]", "{ conv2d: 8, padding: same, activation: relu }", "maxpool: 2", "{ conv2d: 16, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 3"]),
        (Tiles, ["[8, 7, 21]", "{ conv2d: 18 }", "activation: { leaky_relu: 0.2 }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Tiles, ["[16, 5, 4]", "{ conv2d: 11, padding: 2, bias: false }", "maxpool: 2", "{ conv2d: 4, kernel: 1 }", "flatten:", "dense: 2"]),
        (Tiles, ["[5, 4, 30]", "{ conv2d: 4, padding: [1, 0] }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Planes, ["[1, 17, 13]", "{ conv2d: 17, padding: [1, 2], activation: relu }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Tiles, ["[1, 4, 34]", "{ conv2d: 1, padding: same, activation: tanh }", "maxpool: 2", "{ conv2d: 9, padding: [2, 1] }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Tiles, ["[13, 4, 39]", "{ conv2d: 15, padding: [0, 2], activation: relu }", "maxpool: 2", "flatten:", "dense: 2"]),
        (Planes, ["[4, 7, 5]", "{ conv2d: 6, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 2"]),
        (OnTheWayBack, ["[16, 15, 13]", "{ conv2d: 40, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 3"]),
        (OnTheWayBack, ["[16, 7, 9]", "{ conv2d: 33, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 3"]),
        (OnTheWayBack, ["[20, 14, 14]", "{ conv2d: 32, bias: false }", "maxpool: 2", "{ conv2d: 3, kernel: 1 }", "flatten:", "dense: 2"]),
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
        var spec = FoldingTests.Spec(Networks[network].Network);
        using var compiled = SpecCompiler.Compile<double>(spec, "pooled.net.yaml", path);
        using var single = SpecCompiler.Compile<float>(spec, "pooled.net.yaml", path);
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network);
        FoldingTests.AssertSame(compiled.Network, 37);
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network + 1);
        FoldingTests.AssertSame(compiled.Network, 1);

        foreach (var parameter in compiled.Network.Info.Parameters)
            single.Network.Parameters.Write(parameter.Name, [.. compiled.Network.Parameters.Read(parameter.Name).Select(x => (float)x)]);
        var input = Enumerable.Range(0, 3 * compiled.Network.Info.InputSize).Select(i => Math.Sin(i * 0.7)).ToArray();
        var (output, inSingle) = (new double[3 * compiled.Network.Info.OutputSize], new float[3 * compiled.Network.Info.OutputSize]);
        compiled.Network.Forward(input, output);
        single.Network.Forward([.. input.Select(x => (float)x)], inSingle);
        Assert.All(output.Zip(inSingle), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3e-5 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void EachFormIsChosenWhereItBelongs() =>
        Assert.All(Networks, n => Assert.Contains(n.Form, Inference(n.Network), StringComparison.Ordinal));

    [Theory]
    [InlineData("{ conv2d: 8, activation: { leaky_relu: -0.3 } }", "maxpool: 2")]
    [InlineData("{ conv2d: 8, stride: 2, activation: relu }", "maxpool: 2")]
    [InlineData("{ conv2d: 8, kernel: 5, activation: relu }", "maxpool: 2")]
    [InlineData("{ conv2d: 8, activation: relu }", "avgpool: 2")]
    [InlineData("{ conv2d: 8, activation: relu }", "{ maxpool: 3, stride: 2 }")]
    [InlineData("{ conv2d: 8, activation: relu }", "{ maxpool: 2, stride: 1 }")]
    public void WhatAPoolMayNotComeBeforeIsNotFused(string convolution, string pool) =>
        Assert.DoesNotContain("Pooled", SpecCompiler.Generate(FoldingTests.Spec("[2, 14, 14]", convolution, pool, "flatten:", "dense: 2"), "pooled.net.yaml"), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(8)]
    public void WhatIsNotANumberReachesTheAnswer(int network)
    {
        using var compiled = SpecCompiler.Compile<float>(FoldingTests.Spec(Networks[network].Network), "pooled.net.yaml");
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        var input = new float[compiled.Network.Info.InputSize];
        input[input.Length / 2] = float.NaN;
        var output = new float[compiled.Network.Info.OutputSize];
        compiled.Network.Forward(input, output);
        Assert.All(output, y => Assert.True(float.IsNaN(y)));
    }

    private static string Inference(string[] network)
    {
        var text = SpecCompiler.Generate(FoldingTests.Spec(network), "pooled.net.yaml");
        return text[text.IndexOf("static void Infer(", StringComparison.Ordinal)..text.IndexOf("static void ForwardLayers(", StringComparison.Ordinal)];
    }
}
