using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Gradients of networks whose values branch, of images, and of batch normalisation, against central differences in float64.</summary>
public class GraphDifferenceTests
{
    private const string BatchNormTail = "{ dense: 6, bias: false }|{ batchnorm: , activation: tanh }|dense: 2";

    public static TheoryData<string, string, string, VectorPath> Cases()
    {
        var data = new TheoryData<string, string, string, VectorPath>();
        var cases = new[]
        {
            ("5", "residual: { body: [{ dense: 5, activation: tanh }] }|dense: 2"),
            ("5", "{ residual: { body: [{ dense: 17, activation: tanh }, dense: 3], shortcut: [{ dense: 3, bias: false }] }, activation: sigmoid }|dense: 2"),
            ("4", "dense: 4|residual: { body: [{ activation: tanh }], shortcut: [{ activation: sigmoid }] }"),
            ("4", "residual: { body: [{ activation: linear }] }|dense: 2"),
            ("4", "residual: { body: [layernorm: , { dropout: 0.3 }, residual: { body: [{ dense: 4, activation: gelu }] }] }"),
            ("5", "concat: [[], [{ dense: 3, activation: tanh }], [{ dense: 18, activation: silu }]]|dense: 2"),
            ("3", "concat: [[{ dense: 2, activation: tanh }]]"),
            ("3", "concat: [[], []]|{ dense: 3, activation: tanh }|residual: { body: [concat: [[dense: 1], [{ dense: 2, activation: elu }]]] }"),
            ("4", "{ residual: { body: [concat: [[{ dense: 3, activation: tanh }], [residual: { body: [{ dense: 4, activation: elu }] }]], dense: 4], shortcut: [normalize: { std: 2 }] }, activation: softplus }"),
            ("[2, 3]", "residual: { body: [{ dense: 3, activation: tanh }] }|flatten:|{ dense: 4, activation: tanh }|dense: 1"),
            ("[5, 18]", "{ flatten: , activation: tanh }"),
            ("[3, 4]", "{ dense: 17, activation: tanh }|{ global_avgpool: , activation: tanh }|dense: 2"),
            ("[3, 2, 4]", "{ flatten: , activation: tanh }|dense: 3"),
            ("[18, 2, 2]", "normalize: { mean: 0.4, std: 3 }|global_avgpool:|dense: 2"),
            ("[2, 3, 2]", "{ normalize: { mean: [0.3, 1], std: [1, 2] }, activation: tanh }"),
            ("[2, 3, 2]", "{ activation: softmax }"),
            ("[2, 3, 3]", "concat: [[], [batchnorm: ], [{ activation: tanh }]]|residual: { body: [{ batchnorm: , activation: gelu }] }|flatten:|{ dense: 3, activation: tanh }"),
            ("[17, 2, 2]", "{ batchnorm: , activation: tanh }"),
            ("5", "batchnorm:|" + BatchNormTail),
            ("20", "{ batchnorm: , epsilon: 0.1 }|" + BatchNormTail),
            ("6", "residual: { body: [" + BatchNormTail.Replace("|", ", ").Replace("dense: 2", "dense: 6") + ", batchnorm: ] }|{ dense: 3, activation: tanh }"),
        };
        foreach (var ((input, layers), i) in cases.Select((c, i) => (c, i)))
            data.Add(input, layers, i % 4 == 3 ? "huber" : "mse", (VectorPath)(1 + (i % 3)));
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AtInference(string input, string layers, string loss, VectorPath path) => Check(input, layers, loss, path, training: false);

    [Theory]
    [MemberData(nameof(Cases))]
    public void InTraining(string input, string layers, string loss, VectorPath path) => Check(input, layers, loss, path, training: true);

    private static void Check(string input, string layers, string loss, VectorPath path, bool training)
    {
        using var problem = new FiniteDifferences(GraphSpec.Of(input, layers.Split('|'), loss), path, seed: 5, weighted: training, training: training);
        problem.AssertGradients();
    }
}

/// <summary>Specs of the graph tests.</summary>
internal static class GraphSpec
{
    public static string Of(string input, IEnumerable<string> layers, string loss = "mse") =>
        $"netspec: 1\nname: Graph\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}loss: {loss}\n";
}
