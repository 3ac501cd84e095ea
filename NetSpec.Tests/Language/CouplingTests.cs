using NetSpec.Spec;

namespace NetSpec.Tests.Language;

public sealed class CouplingTests
{
    [Fact]
    public void DenseChain()
    {
        var groups = CouplingGraph.Groups(Specs.Network(
            "3",
            "dense: 8",
            "layernorm:",
            "dropout: 0.5",
            "activation: relu",
            "dense: 4",
            "dense: 2"));
        Assert.Equal(["input", "dense1", "dense2", "dense3"], groups.Select(group => group.Name));
        Assert.Equal([CouplingGraph.InputRefusal, null, null, CouplingGraph.OutputRefusal], groups.Select(group => group.Refusal));
        var hidden = groups[1];
        Assert.Equal((8, "dense1", "layernorm1"), (hidden.Size, Assert.Single(hidden.Producers), Assert.Single(hidden.Followers)));
        Assert.Equal(new UnitConsumer("dense2", "activation1", 0, 1), Assert.Single(hidden.Consumers));
    }

    [Fact]
    public void TheInputIsReadFromTheEmptyPath()
    {
        var input = CouplingGraph.Groups(Specs.Network("3", "normalize: { mean: [1, 2, 3] }", "dense: 2"))[0];
        Assert.Empty(input.Producers);
        Assert.Equal((3, "normalize1"), (input.Size, Assert.Single(input.Followers)));
        Assert.Equal(new UnitConsumer("", "", 0, 1) with { Layer = "dense1", ReadsFrom = "normalize1" }, Assert.Single(input.Consumers));
        Assert.Equal("", CouplingGraph.Groups(Specs.Network("3", "dense: 2"))[0].Consumers[0].ReadsFrom);
    }

    [Theory]
    [InlineData("{ dense: 4, activation: softmax }", "softmax of 'dense1'")]
    [InlineData("dense: 4", null)]
    public void UnitsUnderASoftmaxStay(string layer, string? refusal)
    {
        var group = CouplingGraph.Groups(Specs.Network("3", layer, "dense: 2"))[1];
        if (refusal is null) Assert.Null(group.Refusal);
        else Assert.Contains(refusal, group.Refusal!, StringComparison.Ordinal);
    }

    [Fact]
    public void ASoftmaxLayerRefusesTheUnitsBeforeIt() =>
        Assert.Contains(
            "'activation1'",
            CouplingGraph.Groups(Specs.Network("3", "dense: 4", "activation: log_softmax", "dense: 2"))[1].Refusal!,
            StringComparison.Ordinal);

    [Fact]
    public void ResidualSumsShareOneGroup()
    {
        var network = Specs.Network(
            "3",
            "dense: 6",
            "residual: { body: [{ dense: 9, activation: relu }, { dense: 6 }] }",
            "residual: { body: [{ dense: 6 }] }",
            "dense: 2");
        var groups = CouplingGraph.Groups(network);
        Assert.Equal(["input", "dense1", "residual1.dense1", "dense2"], groups.Select(group => group.Name));
        Assert.Equal(["dense1", "residual1.dense2", "residual2.dense1"], groups[1].Producers);
        Assert.Equal(
            [new UnitConsumer("residual1.dense1", "dense1", 0, 1), new UnitConsumer("residual2.dense1", "residual1", 0, 1), new UnitConsumer("dense2", "residual2", 0, 1)],
            groups[1].Consumers);
        Assert.Null(groups[1].Refusal);
    }

    [Fact]
    public void AnIdentityFromTheInputHoldsTheInput()
    {
        var groups = CouplingGraph.Groups(Specs.Network("6", "residual: { body: [{ dense: 6 }] }", "dense: 2"));
        Assert.Equal(["input", "dense1"], groups.Select(group => group.Name));
        Assert.Equal(("residual1.dense1", CouplingGraph.InputRefusal), (Assert.Single(groups[0].Producers), groups[0].Refusal));
    }

    [Fact]
    public void AProjectionIsAnOrdinaryConsumer()
    {
        var groups = CouplingGraph.Groups(Specs.Network(
            "3",
            "dense: 5",
            "residual: { body: [{ dense: 4 }], shortcut: [{ dense: 4 }] }",
            "dense: 2"));
        Assert.Equal(["input", "dense1", "residual1.dense1", "dense2"], groups.Select(group => group.Name));
        Assert.Equal(["residual1.dense1", "residual1.shortcut.dense1"], groups[2].Producers);
        Assert.Equal(["residual1.dense1", "residual1.shortcut.dense1"], groups[1].Consumers.Select(consumer => consumer.Layer));
    }

    [Fact]
    public void ConcatAndFlattenKeepOffsetsAndPositions()
    {
        var network = Specs.Network(
            "[2, 5, 5]",
            "{ conv2d: 3, padding: same }",
            "concat: [[], [{ conv2d: 4, padding: same }]]",
            "batchnorm:",
            "flatten:",
            "dense: 2");
        var groups = CouplingGraph.Groups(network);
        Assert.Equal(["input", "conv2d1", "concat1.branch2.conv2d1", "dense1"], groups.Select(group => group.Name));
        Assert.Equal(
            [new UnitConsumer("concat1.branch2.conv2d1", "conv2d1", 0, 1), new UnitConsumer("dense1", "batchnorm1", 0, 25)],
            groups[1].Consumers);
        Assert.Equal([new UnitConsumer("dense1", "batchnorm1", 75, 25)], groups[2].Consumers);
        Assert.Equal([new UnitConsumer("batchnorm1", "concat1", 3, 1)], groups[2].FollowerPlaces);
    }

    [Fact]
    public void SumsAcrossAConcatAreRefused()
    {
        var groups = CouplingGraph.Groups(Specs.Network(
            "3",
            "concat: [[{ dense: 2 }], [{ dense: 4 }]]",
            "residual: { body: [{ dense: 6 }] }",
            "dense: 2"));
        Assert.Contains("concat", groups[1].Refusal!, StringComparison.Ordinal);
        Assert.Equal(3, groups[1].Producers.Count);
    }

    [Fact]
    public void ARecurrentLayerReadsItsOwnUnits()
    {
        var groups = CouplingGraph.Groups(Specs.Network("[6, 4]", "gru: 5", "dense: 2"));
        Assert.Equal([new UnitConsumer("gru1", "gru1", 0, 1), new UnitConsumer("dense1", "gru1", 0, 1)], groups[1].Consumers);
    }

    [Fact]
    public void DepthwiseFollowsAndOtherGroupsSplitIntoRuns()
    {
        var depthwise = CouplingGraph.Groups(Specs.Network("[3, 9, 9]", "conv2d: 4", "{ conv2d: 4, groups: 4 }", "conv2d: 2"))[1];
        Assert.Equal(
            (null, "conv2d2", "conv2d3"),
            (depthwise.Refusal, Assert.Single(depthwise.Followers), Assert.Single(depthwise.Consumers).Layer));
        var grouped = CouplingGraph.Groups(Specs.Network("[3, 9, 9]", "conv2d: 4", "{ conv2d: 4, groups: 2 }", "conv2d: 2"));
        Assert.Equal([(null, 2, "conv2d2"), (null, 2, "conv2d2")], grouped.Skip(1).Take(2).Select(g => (g.Refusal, g.Runs, Assert.Single(g.SplitBy))));
        Assert.Equal(1, grouped[3].Runs);
    }

    [Fact]
    public void RunsOfSeveralGroupedKernelsFitAllOfThem()
    {
        var groups = CouplingGraph.Groups(Specs.Network(
            "[3, 9, 9]", "conv2d: 24", "{ conv2d: 12, groups: 4 }", "residual: { body: [{ conv2d: 12, groups: 6, padding: same }] }", "conv2d: 2"));
        Assert.Equal([(4, 24), (12, 12)], groups.Skip(1).Take(2).Select(g => (g.Runs, g.Size)));
        Assert.Contains("hold one of them each", groups[2].Refusal!, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsThatReadAConcatAreRefused()
    {
        var groups = CouplingGraph.Groups(Specs.Network(
            "[3, 9, 9]", "concat: [[{ conv2d: 4 }], [{ conv2d: 2 }]]", "{ conv2d: 6, groups: 2 }", "conv2d: 2"));
        Assert.Equal(2, groups.Count(g => g.Refusal == "'conv2d1' reads several parts of a concat in 2 groups"));
    }

    [Fact]
    public void TiesCoupleOnlyWhereTheyAreKept()
    {
        var network = Specs.Network(
            "12",
            "{ dense: 7, name: a }",
            "{ dense: 5, name: b }",
            "{ dense: 7, tie: { layer: b, transpose: true } }",
            "{ dense: 12, tie: { layer: a, transpose: true } }");
        Assert.Equal(["input", "a", "b", "dense3", "dense4"], CouplingGraph.Groups(network).Select(group => group.Name));
        var kept = CouplingGraph.Groups(network, keepTies: true);
        Assert.Equal(["input", "a", "b"], kept.Select(group => group.Name));
        Assert.Equal(["a", "dense3"], kept[1].Producers);
        Assert.Equal(CouplingGraph.OutputRefusal, kept[0].Refusal);
    }
}
