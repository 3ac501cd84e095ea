using NetSpec.Spec;
using NetSpec.Spec.Writing;

namespace NetSpec.Tests.Language;

public sealed class WriterTests
{
    [Fact]
    public void WritesAsAPersonWould()
    {
        var spec = Specs.Network("""
            # a comment
            loss: binary_cross_entropy
            netspec: 1
            backends: [ilgpu, cpu]
            namespace: Demo.Nets
            name: MiniModel
            input: [30]
            layers:
              - name: fc1
                activation: relu
                dense: 16
                bias: true
              - {dense: 12, bias: false, activation: {leaky_relu: 0.20}}
              - {dropout: 0.5, activation: linear}
              - {layernorm: null, epsilon: 0.00001}
              - normalize: {mean: [0.1], std: 1}
              - {dense: 12, tie: {layer: dense2, transpose: false}, name: 'again'}
              - {dense: 1}
            """.Replace("{dense: 12, tie", "{dense: 12, activation: elu}\n  - {dense: 12, tie", StringComparison.Ordinal).Replace("dense2, transpose", "dense3, transpose", StringComparison.Ordinal)).Spec;
        Assert.Equal(
            """
            # pruned
            netspec: 1
            name: MiniModel
            namespace: Demo.Nets
            backends: [cpu, ilgpu]
            input: 30
            layers:
              - { dense: 16, activation: relu, name: fc1 }
              - { dense: 12, bias: false, activation: { leaky_relu: 0.2 } }
              - dropout: 0.5
              - layernorm:
              - normalize: { mean: 0.1 }
              - { dense: 12, activation: elu }
              - { dense: 12, tie: dense3, name: again }
              - dense: 1
            loss: binary_cross_entropy

            """.ReplaceLineEndings("\n"),
            SpecWriter.Write(spec, ["pruned"]));
    }

    [Fact]
    public void WritesNestedLayersAsBlocks()
    {
        var spec = Specs.Network(
            "[3, 8, 8]",
            "residual: { body: [{ conv2d: 3, padding: same, activation: relu }, { residual: { body: [{ conv2d: 3, padding: [1, 1] }] } }] }",
            "concat: [[], [{ conv2d: 3, padding: same }, batchnorm: ], [{ residual: { body: [{ conv2d: 3, padding: same }], shortcut: [batchnorm: ] } }]]").Spec;
        var text = SpecWriter.Write(spec);
        Assert.Contains(
            """
              - residual:
                  body:
                    - { conv2d: 3, padding: same, activation: relu }
                    - residual:
                        body:
                          - { conv2d: 3, padding: 1 }
              - concat:
                  - []
                  - [{ conv2d: 3, padding: same }, { batchnorm: }]
                  - - residual:
                        body:
                          - { conv2d: 3, padding: same }
                        shortcut:
                          - batchnorm:
            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
        Assert.Equal(spec, Specs.Read(text).Spec);
    }

    [Fact]
    public void LongBranchesAreWrittenOneLayerALine()
    {
        var layers = string.Join(", ", Enumerable.Repeat("{ dense: 1000, activation: hard_sigmoid, bias: false }", 4));
        var text = SpecWriter.Write(Specs.Network("3", $"concat: [[{layers}]]").Spec);
        Assert.Contains(
            "      - - { dense: 1000, bias: false, activation: hard_sigmoid }\n        - { dense: 1000,",
            text,
            StringComparison.Ordinal);
        Assert.Equal(text, SpecWriter.Write(Specs.Read(text).Spec!));
    }

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-5, "1.0e-5")]
    [InlineData(1.25e-7, "1.25e-7")]
    [InlineData(1e20, "1.0e+20")]
    [InlineData(-2, "-2")]
    [InlineData(1.0 / 3, "0.3333333333333333")]
    public void NumbersAreShortAndReadBack(double value, string text)
    {
        Assert.Equal(text, Numbers.Shortest(value));
        Assert.Equal(value, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void TheHashIsThatOfTheMeaning()
    {
        var spec = Specs.Network("3", "{ dense: 2, bias: true }").Spec;
        Assert.Equal(SpecHash.Of(spec), SpecHash.Of(Specs.Network("[3] # features", "dense: 2").Spec));
        Assert.NotEqual(SpecHash.Of(spec), SpecHash.Of(Specs.Network("3", "dense: 3").Spec));
        Assert.Matches("^[0-9a-f]{64}$", SpecHash.Of(spec));
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("netspec: 1\nname: Tiny\ninput: 3\nlayers:\n  - dense: 2\nloss: mse\n"u8)),
            SpecHash.Of(spec));
    }
}
