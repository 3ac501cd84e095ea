using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Pruning through convolutions, sums, joins, blocks and norms.</summary>
public sealed class StructureTests : IClassFixture<Compiled>
{
    private readonly Compiled _compiled;

    // Every network is compiled once for all tests.
    public StructureTests(Compiled compiled) => _compiled = compiled;

    private sealed record Example(string Yaml, int[] Widths, int Repeats, string[] Repeated);

    private static readonly Dictionary<string, Example> Examples = new()
    {
        ["conv"] = new(
            """
            name: Convolved
            input: [2, 6, 5]
            layers:
              - { conv2d: 6, kernel: [3, 2], padding: [1, 0], activation: relu }
              - { maxpool: 2, stride: 1 }
              - { conv2d: 5, kernel: 2, dilation: 2, padding: 1, stride: [2, 1], activation: tanh }
              - global_avgpool:
              - dense: 3
            """, [4, 5], 2, ["conv2d1"]),
        ["depthwise"] = new(
            """
            name: Depthwise
            input: [2, 5, 5]
            layers:
              - { conv2d: 6, kernel: 3 }
              - { batchnorm: , activation: relu }
              - { conv2d: 6, groups: 6, kernel: 2, bias: false, activation: relu }
              - { conv2d: 4, kernel: 1 }
              - avgpool: 2
              - flatten:
              - dense: 3
            """, [4, 4], 2, ["conv2d1", "batchnorm1", "conv2d2"]),
        ["residual"] = new(
            """
            name: Summed
            input: 5
            layers:
              - { dense: 7, activation: relu }
              - residual: { body: [{ dense: 6 }, { batchnorm: , activation: relu }, { dense: 7 }, { batchnorm: }] }
                activation: relu
              - residual: { body: [{ dense: 5, activation: tanh }], shortcut: [{ dense: 5 }] }
              - dense: 2
            """, [5, 6, 5], 2, ["dense1", "residual1.dense2", "residual1.batchnorm2"]),
        ["concat"] = new(
            """
            name: Joined
            input: [2, 4, 4]
            layers:
              - { conv2d: 5, padding: same, activation: relu }
              - concat: [[], [{ conv2d: 4, padding: same, activation: relu }]]
              - batchnorm:
              - { conv2d: 4, activation: relu }
              - flatten:
              - dense: 2
            """, [3, 4, 4], 2, ["conv2d1"]),
        ["flatten"] = new(
            """
            name: Flattened
            input: [1, 4, 3]
            layers:
              - { conv2d: 6, kernel: 2, activation: relu }
              - { flatten: , activation: tanh }
              - batchnorm:
              - { dense: 4, activation: relu }
              - dense: 2
            """, [4, 4], 2, ["conv2d1"]),
        ["sequence"] = new(
            """
            name: Steps
            input: [6, 3]
            layers:
              - { conv1d: 6, kernel: 2, padding: causal, activation: relu }
              - { conv1d: 4, kernel: 3, padding: same, activation: relu }
              - { dense: 4, activation: relu }
              - global_avgpool:
              - dense: 2
            """, [4, 4, 4], 2, ["conv1d1"]),
    };

    public static TheoryData<string> Names => new(Examples.Keys);

    private static NetworkSpec SpecOf(Example example) => Networks.Spec(example.Yaml);

    [Theory]
    [MemberData(nameof(Names))]
    public void Folding_repeated_units_changes_nothing(string name)
    {
        var example = Examples[name];
        var spec = SpecOf(example);
        var weights = Compiled.Weights(spec, 3);
        Compiled.Repeat(weights, example.Repeats, example.Repeated);
        // Where a channel's values pass a batch-norm of their own, position by position or behind a concat, repeats must agree there too.
        EqualiseNorms(name, weights);
        var result = _compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(example.Widths), Reconstruct = Reconstruction.Fold });
        Assert.Equal(example.Widths, result.Report.After.Widths);
        var fresh = Networks.Samples(40, (int)spec.Input.Size, 8);
        var (actual, expected) = (_compiled.Run(result.Spec, result.Weights, fresh), _compiled.Run(spec, weights, fresh));
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs), 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_subset_equals_the_parent_masked_by_hand(string name)
    {
        var example = Examples[name];
        var spec = SpecOf(example);
        var weights = Compiled.Weights(spec, 4);
        int[] widths = [.. example.Widths.Select(w => w - 1)];
        var result = _compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(widths), Reconstruct = Reconstruction.None });
        var masked = Compiled.Weights(spec, 4);
        foreach (var group in result.Report.Groups) ClearReaders(spec, masked, group);
        var fresh = Networks.Samples(40, (int)spec.Input.Size, 9);
        var (actual, expected) = (_compiled.Run(result.Spec, result.Weights, fresh), _compiled.Run(spec, masked, fresh));
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / expected.Max(Math.Abs), 0, 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_refit_loses_less_than_the_subset_on_samples_of_its_own_kind(string name)
    {
        var example = Examples[name];
        var spec = SpecOf(example);
        var weights = Compiled.Weights(spec, 5);
        int[] widths = [.. example.Widths.Select(w => w - 1)];
        var fresh = Networks.Samples(100, (int)spec.Input.Size, 10);
        var expected = _compiled.Run(spec, weights, fresh);
        double Lost(Reconstruction way)
        {
            var result = _compiled.Prune(spec, weights, new() { Widths = WidthChoice.Given(widths), Reconstruct = way }, samples: 400);
            return Networks.Distance(_compiled.Run(result.Spec, result.Weights, fresh), expected);
        }
        var (refit, subset) = (Lost(Reconstruction.Refit), Lost(Reconstruction.None));
        Assert.True(refit < subset, $"refit {refit}, subset {subset}");
    }

    // The columns of every reader that belong to dropped units, found from the coupling alone.
    private static void ClearReaders(NetworkSpec spec, NamedTensors weights, ReportGroup group)
    {
        var network = SpecAnalysis.Resolve(spec);
        foreach (var place in CouplingGraph.Groups(network).Single(g => g.Name == group.Name).Consumers)
        {
            var tensor = (Tensor<double>)weights[place.Layer + ".weight"];
            var columns = tensor.Values.Length / (int)tensor.Shape[0];
            var taps = (int)tensor.Shape.Skip(2).Aggregate(1L, (product, d) => product * d);
            foreach (var unit in Enumerable.Range(0, group.Before).Except(group.Kept))
            {
                for (var row = 0; row < tensor.Shape[0]; row++)
                    Array.Clear(tensor.Values, (row * columns) + ((place.Offset + (unit * place.Positions)) * taps), place.Positions * taps);
            }
        }
    }

    private static void EqualiseNorms(string name, NamedTensors weights)
    {
        if (name is not ("concat" or "flatten")) return;
        foreach (var suffix in (string[])["weight", "bias", "running_mean", "running_var"])
        {
            var values = ((Tensor<double>)weights["batchnorm1." + suffix]).Values;
            // concat: channels 3 and 4 of the first branch repeat 0 and 1; flatten: blocks of 6 positions, 4 and 5 repeat 0 and 1.
            var (from, length) = name == "concat" ? (3, 2) : (24, 12);
            Array.Copy(values, 0, values, from, length);
        }
    }
}
