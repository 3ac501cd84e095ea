using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Gradients of convolutions and pools against central differences in float64, for every option and for widths that fill no vector.</summary>
public class ConvolutionDifferenceTests
{
    public static TheoryData<string, VectorPath> Sequences() => OnPathsInTurn(
    [
        Spec("[6, 3]", "{ conv1d: 5, activation: tanh }", "global_avgpool:", "dense: 2"),
        Spec("[7, 1]", "{ conv1d: 17, kernel: 4, stride: 2, activation: tanh }", "{ conv1d: 3, kernel: 2, padding: 2 }"),
        Spec("[9, 5]", "{ conv1d: 33, kernel: 3, padding: causal, dilation: 2, activation: relu }", "{ conv1d: 2, padding: same }"),
        Spec("[8, 4]", "{ conv1d: 4, kernel: 3, stride: 3, padding: 4, bias: false, activation: sigmoid }", "{ conv1d: 3, kernel: 1, activation: elu }", "{ conv1d: 2, kernel: 1, stride: 2 }"),
        Spec("[9, 4]", "{ conv1d: 6, kernel: 3, stride: 2, dilation: 2, groups: 2, padding: 1, activation: softsign }", "{ conv1d: 6, kernel: 2, groups: 6, activation: tanh }"),
        Spec("[9, 2]", "{ conv1d: 34, kernel: 3, padding: same, activation: tanh }", "{ conv1d: 68, kernel: 2, groups: 2, activation: softsign }", "{ conv1d: 4, kernel: 2, stride: 4, groups: 4 }"),
    ]);

    public static TheoryData<string, VectorPath> Images() => OnPathsInTurn(
    [
        Spec("[1, 6, 5]", "{ conv2d: 3, activation: tanh }", "flatten:", "dense: 2"),
        Spec("[3, 5, 6]", "{ conv2d: 5, kernel: [2, 3], stride: [2, 1], padding: [1, 2], activation: relu }", "{ conv2d: 2, kernel: [3, 1], dilation: [1, 2] }"),
        Spec("[2, 7, 6]", "{ conv2d: 17, kernel: 3, padding: same, activation: relu }", "{ conv2d: 3, kernel: 3, padding: same, dilation: 2, activation: tanh }", "{ conv2d: 1, kernel: [2, 3], stride: [3, 2] }"),
        Spec("[3, 6, 7]", "{ conv2d: 33, kernel: 2, stride: 2, dilation: 2, padding: 1, activation: tanh }", "{ conv2d: 3, kernel: 1, bias: false }"),
        Spec("[4, 5, 5]", "{ conv2d: 8, kernel: 2, groups: 2, activation: tanh }", "{ conv2d: 8, kernel: 3, groups: 8, padding: 1, stride: 2, activation: relu }", "{ conv2d: 6, kernel: 1, groups: 2 }"),
        Spec("[3, 5, 6]", "{ conv2d: 3, kernel: 3, groups: 3, padding: same, dilation: 2, bias: false, activation: softsign }", "{ conv2d: 9, kernel: 2, groups: 3, stride: [1, 2], activation: tanh }"),
        Spec("[2, 4, 4]", "{ conv2d: 5, kernel: 1, padding: 1, stride: 2, activation: tanh }", "{ conv2d: 3, kernel: 2, padding: 3, activation: gelu }"),
        Spec("[1, 4, 30]", "{ conv2d: 2, kernel: 3, padding: 1, activation: tanh }", "{ conv2d: 2, kernel: [2, 5], stride: [1, 3] }"),
    ]);

    public static TheoryData<string, VectorPath> Pools() => OnPathsInTurn(
    [
        Spec("[3, 6, 4]", "maxpool: 2", "{ conv2d: 3, kernel: 2, activation: tanh }"),
        Spec("[2, 5, 7]", "{ conv2d: 17, kernel: 2, activation: relu }", "{ maxpool: 3, stride: 2, padding: 1 }", "flatten:", "dense: 2"),
        Spec("[1, 6, 5]", "{ conv2d: 5, kernel: 2, activation: tanh }", "{ maxpool: [2, 3], stride: 1, padding: [1, 0], activation: sigmoid }"),
        Spec("[3, 6, 4]", "avgpool: 2", "{ conv2d: 3, kernel: 2, activation: tanh }", "{ avgpool: [2, 1], stride: 1 }"),
        Spec("[2, 5, 7]", "{ conv2d: 33, kernel: 2, activation: tanh }", "{ avgpool: 3, stride: 2, padding: 1, activation: tanh }", "global_avgpool:", "dense: 2"),
        Spec("[2, 7, 7]", "{ conv2d: 3, kernel: 2, activation: tanh }", "{ avgpool: 2, stride: 3 }", "{ maxpool: 1, stride: 2 }"),
    ]);

    [Theory]
    [MemberData(nameof(Sequences))]
    public void OfSequences(string spec, VectorPath path) => Check(spec, path);

    [Theory]
    [MemberData(nameof(Images))]
    public void OfImages(string spec, VectorPath path) => Check(spec, path);

    [Theory]
    [MemberData(nameof(Pools))]
    public void OfPools(string spec, VectorPath path) => Check(spec, path);

    private static void Check(string spec, VectorPath path)
    {
        using var problem = new FiniteDifferences(spec, path, seed: 5);
        problem.AssertGradients();
    }

    // Reference cases run on every path; here each case takes one of the three.
    private static TheoryData<string, VectorPath> OnPathsInTurn(string[] specs)
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var (spec, i) in specs.Select((spec, i) => (spec, i))) data.Add(spec, (VectorPath)(1 + (i % 3)));
        return data;
    }

    private static string Spec(string input, params string[] layers) =>
        $"netspec: 1\nname: Small\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}loss: mse\n";
}
