using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Few units of an image's rows, read without flattening them, held against the layers computed one by one for an observer.</summary>
public class DotProductsTests
{
    private const string Form = "DotProducts<";

    private static readonly string[][] Networks =
    [
        ["[3, 11, 12]", "{ conv2d: 11, kernel: 1, activation: relu }", "flatten:", "dense: 10"],
        ["[16, 5, 5]", "{ conv2d: 16, kernel: 1 }", "flatten:", "{ dense: 16, bias: false, activation: relu }", "dense: 2"],
        ["[2, 9, 17]", "{ conv2d: 4, kernel: 1 }", "flatten:", "{ dense: 1, activation: tanh }"],
        ["[2, 9, 17]", "{ conv2d: 17, kernel: 3 }", "flatten:", "{ dense: 7, activation: linear }", "{ batchnorm: , activation: relu }", "dense: 3"],
        ["[1, 30, 10]", "{ conv2d: 5, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 5"],
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
        using var compiled = SpecCompiler.Compile<double>(FoldingTests.Spec(Networks[network]), "dots.net.yaml", path);
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network);
        foreach (var samples in new[] { 1, 6, 37 }) FoldingTests.AssertSame(compiled.Network, samples);
        FoldingTests.Initialise(compiled.Network.Parameters, seed: network + 1);
        FoldingTests.AssertSame(compiled.Network, 3);
    }

    [Fact]
    public void ASampleAloneHasTheBitsThatItHasInABatch()
    {
        using var compiled = SpecCompiler.Compile<float>(FoldingTests.Spec(Networks[4]), "dots.net.yaml");
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        var info = compiled.Network.Info;
        var input = Enumerable.Range(0, 7 * info.InputSize).Select(i => MathF.Sin(i * 0.7f)).ToArray();
        var (together, alone) = (new float[7 * info.OutputSize], new float[info.OutputSize]);
        compiled.Network.Forward(input, together);
        for (var i = 0; i < 7; i++)
        {
            compiled.Network.Forward(input.AsSpan(i * info.InputSize, info.InputSize), alone);
            Assert.Equal(together[(i * info.OutputSize)..((i + 1) * info.OutputSize)], alone);
        }
    }

    // Rows of 64 channels lie 80 values apart, and the memory between them must not hold another sample's values.
    [Fact]
    public void WhatIsNoNumberInOneSampleStaysThere()
    {
        string[] layers = ["[3, 32, 32]", "{ conv2d: 32, padding: same, activation: relu }", "maxpool: 2", "{ conv2d: 64, padding: same, activation: relu }", "maxpool: 2", "{ conv2d: 64, padding: same, activation: relu }", "maxpool: 2", "flatten:", "dense: 10"];
        Assert.Contains(Form, Text(layers), StringComparison.Ordinal);
        using var compiled = SpecCompiler.Compile<float>(FoldingTests.Spec(layers), "dots.net.yaml");
        Initializer.Apply(compiled.Network.Parameters, "pytorch", 1);
        const int Samples = 8;
        var info = compiled.Network.Info;
        var input = Enumerable.Range(0, Samples * info.InputSize).Select(i => MathF.Sin(i * 0.7f)).ToArray();
        var (finite, beside) = (new float[Samples * info.OutputSize], new float[Samples * info.OutputSize]);
        compiled.Network.Forward(input, finite);
        input.AsSpan(0, info.InputSize).Fill(float.NaN);
        compiled.Network.Forward(input, beside);
        Assert.True(float.IsNaN(beside[0]));
        Assert.Equal(finite[info.OutputSize..], beside[info.OutputSize..]);
    }

    [Fact]
    public void TheFormIsChosen() => Assert.All(Networks, n => Assert.Contains(Form, Text(n), StringComparison.Ordinal));

    [Theory]
    // As many units as fill vectors; too little to read; more padding than the empty lanes of units; a sequence.
    [InlineData("[3, 11, 12]", "{ conv2d: 16, kernel: 1 }", "flatten:", "dense: 17")]
    [InlineData("[3, 3, 3]", "{ conv2d: 16, kernel: 1 }", "flatten:", "dense: 4")]
    [InlineData("[3, 11, 12]", "{ conv2d: 5, kernel: 1 }", "flatten:", "dense: 10")]
    [InlineData("[40, 12]", "{ conv1d: 16, kernel: 1 }", "flatten:", "dense: 4")]
    public void TheFormIsLeft(params string[] network) => Assert.DoesNotContain(Form, Text(network), StringComparison.Ordinal);

    private static string Text(string[] network) => SpecCompiler.Generate(FoldingTests.Spec(network), "dots.net.yaml");
}
