namespace NetSpec.Tests.Onnx;

/// <summary>The nodes of kinds whose meaning differs from the operator's.</summary>
public class ExportLayerTests
{
    [Theory]
    [InlineData("false", "false", 1, 1)]
    [InlineData("true", "false", 1, 0)]
    [InlineData("true", "true", -1, 0)]
    public void ATiedWeightStandsOnce(string transpose, string negate, float alpha, int turned)
    {
        var exported = ExportedModel.Of("4", "dense: 4", $"{{ dense: 4, bias: false, tie: {{ layer: dense1, transpose: {transpose}, negate: {negate} }} }}");

        var gemm = exported.Model.Graph.Node[1];
        Assert.Equal(["dense1", "dense1.weight"], gemm.Input);
        Assert.Equal(alpha, ExportedModel.Attribute(gemm, "alpha").F);
        Assert.Equal(turned, ExportedModel.Attribute(gemm, "transB").I);
        Assert.Equal(2, exported.Model.Graph.Initializer.Count);
    }

    [Fact]
    public void ADenseLayerOnASequenceTurnsItsWeightAndMultipliesStepByStep()
    {
        var exported = ExportedModel.Of("[5, 3]", "dense: 2", "{ dense: 3, bias: false, tie: { layer: dense1, transpose: true, negate: true } }");

        Assert.Equal(["Transpose", "MatMul", "Add", "Neg", "MatMul"], exported.Operators);
        Assert.Equal([2L, 3], exported.Initializer("dense1.weight").Dims);
    }

    [Fact]
    public void ACausalConvolutionPadsBeforeTheSequenceOnly()
    {
        var exported = ExportedModel.Of("[5, 3]", "{ conv1d: 2, kernel: 3, dilation: 2, padding: causal }");

        Assert.Equal(["Transpose", "Conv", "Transpose"], exported.Operators);
        Assert.Equal([4L, 0], ExportedModel.Attribute(exported.Node("Conv"), "pads").Ints);
    }

    [Fact]
    public void APaddedImageIsPaddedAsTheOperatorCountsIt()
    {
        var pads = ExportedModel.Attribute(ExportedModel.Of("[1, 9, 9]", "{ conv2d: 2, kernel: [3, 5], padding: same }").Node("Conv"), "pads").Ints;

        Assert.Equal([1L, 2, 1, 2], pads);
    }

    [Fact]
    public void GatesOfAnLstmStandInTheOperatorsOrder()
    {
        var exported = ExportedModel.Of("[5, 1]", "lstm: 1");

        // PyTorch's i, f, g, o are ONNX's i, o, f, c. Numbers count up: weight_ih 1 to 4, weight_hh 5 to 8, biases 9 to 12 and 13 to 16.
        Assert.Equal([1f, 4, 2, 3], exported.Floats("lstm1.weight_ih"));
        Assert.Equal([5f, 8, 6, 7], exported.Floats("lstm1.weight_hh"));
        Assert.Equal([9f, 12, 10, 11, 13, 16, 14, 15], exported.Floats("lstm1.bias"));
        Assert.Equal([1L, 4, 1], exported.Initializer("lstm1.weight_ih").Dims);
        Assert.Contains("input, output, forget, cell", exported.Initializer("lstm1.weight_ih").DocString);
    }

    [Fact]
    public void AGruResetsAfterTheMatrixAndStartsWithTheUpdateGate()
    {
        var exported = ExportedModel.Of("[5, 1]", "gru: 1");

        Assert.Equal(1, ExportedModel.Attribute(exported.Node("GRU"), "linear_before_reset").I);
        Assert.Equal([2f, 1, 3], exported.Floats("gru1.weight_ih"));
    }

    [Fact]
    public void ARecurrentLayerGivesItsLastStateOrAll()
    {
        Assert.Equal(["", "rnn1.RNN"], ExportedModel.Of("[5, 2]", "rnn: 3").Node("RNN").Output);
        Assert.Equal(["rnn1.RNN"], ExportedModel.Of("[5, 2]", "{ rnn: 3, return: sequence }").Node("RNN").Output);
    }

    [Fact]
    public void MomentumIsTheShareOfTheOldStatistics() =>
        Assert.Equal(0.75f, ExportedModel.Attribute(ExportedModel.Of("3", "{ batchnorm: , momentum: 0.25 }").Node("BatchNormalization"), "momentum").F);

    [Fact]
    public void ConstantsAreSharedByAllLayers()
    {
        var exported = ExportedModel.Of("3", "{ dense: 3, activation: gelu }", "{ dense: 3, activation: gelu }", "{ dense: 3, activation: relu6 }");

        Assert.Equal(
            ["constant.0", "constant.0.5", "constant.1", "constant.1.4142135", "constant.6"],
            exported.Model.Graph.Initializer.Select(tensor => tensor.Name).Where(name => name.StartsWith("constant", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
