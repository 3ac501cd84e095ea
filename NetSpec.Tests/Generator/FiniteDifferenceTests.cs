using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>The generated gradients of every kind, activation and loss against central differences, in float64.</summary>
public class FiniteDifferenceTests
{
    private static readonly string[] Activations =
    [
        "linear", "relu", "relu6", "leaky_relu", "{ leaky_relu: 0.2 }", "{ leaky_relu: -0.3 }", "elu", "{ elu: 0.4 }", "{ elu: -0.5 }", "selu", "gelu", "silu", "sigmoid",
        "tanh", "softplus", "softsign", "hard_sigmoid", "hard_swish", "softmax", "log_softmax",
    ];

    public static TheoryData<string, VectorPath> ActivationCases() => OnPathsInTurn(
        Activations.SelectMany(a => new[] { Spec("3", "mse", $"{{ dense: 5, activation: {a} }}", "dense: 2"), Spec("6", "mse", $"activation: {a}", "dense: 3", $"activation: {a}") }));

    public static TheoryData<string, VectorPath> KindCases() => OnPathsInTurn(
    [
        Spec("5", "mse", "dense: 17", "{ dense: 3, bias: false }"),
        Spec("4", "mse", "normalize: { mean: 0.3, std: 2 }", "dense: 3"),
        Spec("4", "mse", "normalize: { mean: [0.3, -1, 0, 2], std: [1, 0.5, 3, 2] }", "{ dense: 3, activation: tanh }", "normalize: { mean: [1, 2, 3], std: 0.5 }"),
        Spec("7", "mse", "layernorm:", "dense: 3", "{ layernorm: , epsilon: 0.1, activation: sigmoid }"),
        Spec("20", "mse", "dense: 19", "layernorm:", "dense: 2"),
        Spec("5", "mse", "{ dense: 6, activation: tanh }", "dropout: 0.4", "dense: 2"),
        Spec("5", "mse", "{ dense: 5, name: own, activation: tanh }", "{ dense: 5, tie: own, activation: sigmoid }", "dense: 2"),
        Spec("5", "mse", "{ dense: 4, name: own, activation: tanh }", "{ dense: 5, tie: { layer: own, transpose: true }, activation: elu }", "{ dense: 4, tie: own }"),
        Spec("5", "mse", "{ dense: 5, name: own, activation: tanh }", "{ dense: 5, tie: { layer: own, negate: true } }", "{ dense: 5, bias: false, tie: { layer: own, transpose: true, negate: true } }"),
        Spec("[4, 3]", "mse", "{ dense: 5, activation: tanh }", "{ dense: 2, activation: gelu }"),
        Spec("[3, 4]", "huber", "normalize: { mean: [1, 0, 0.5, 2], std: 2 }", "layernorm:", "{ dense: 3, activation: relu }", "dropout: 0.2", "activation: silu"),
    ]);

    public static TheoryData<string, VectorPath> LossCases() => OnPathsInTurn(
        from loss in new[] { "mse", "mae", "huber", "hinge", "cross_entropy", "binary_cross_entropy" }
        from outputs in new[] { 1, 3, 18 }
        where outputs > 1 || loss != "cross_entropy"
        select Spec("4", loss, "{ dense: 6, activation: tanh }", $"dense: {outputs}"));

    [Theory]
    [MemberData(nameof(ActivationCases))]
    public void Activation(string spec, VectorPath path) => Check(spec, path);

    [Theory]
    [MemberData(nameof(KindCases))]
    public void Kind(string spec, VectorPath path) => Check(spec, path);

    [Theory]
    [MemberData(nameof(LossCases))]
    public void OfLoss(string spec, VectorPath path)
    {
        Check(spec, path);
        Check(spec, path, weighted: true);
        if (spec.Contains("loss: cross_entropy", StringComparison.Ordinal)) Check(spec, path, weighted: true, soft: true);
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("gaussian")]
    public void DropoutInTraining(string noise) =>
        Check(Spec("5", "mse", $"{{ dropout: 0.3, noise: {noise} }}", "{ dense: 9, activation: tanh }", $"{{ dropout: 0.5, noise: {noise} }}", "dense: 2"), VectorPath.Auto, training: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void RandomNetwork(int seed)
    {
        var random = new Random(seed);
        var smooth = new[] { "tanh", "gelu", "silu", "softplus", "sigmoid", "elu", "softsign" };
        var layers = Enumerable.Range(0, random.Next(2, 6)).Select(_ => $"{{ dense: {random.Next(1, 40)}, bias: {(random.Next(2) == 0 ? "true" : "false")}, activation: {smooth[random.Next(smooth.Length)]} }}");
        Check(Spec(random.Next(1, 36).ToString(System.Globalization.CultureInfo.InvariantCulture), "huber", [.. layers]), (VectorPath)(1 + (seed % 3)));
    }

    private static void Check(string spec, VectorPath path, bool soft = false, bool weighted = false, bool training = false)
    {
        using var problem = new FiniteDifferences(spec, path, seed: 3, soft, weighted, training);
        problem.AssertGradients();
    }

    // Reference cases run on every path; here each case takes one of the three.
    private static TheoryData<string, VectorPath> OnPathsInTurn(IEnumerable<string> specs)
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var (spec, i) in specs.Select((spec, i) => (spec, i))) data.Add(spec, (VectorPath)(1 + (i % 3)));
        return data;
    }

    private static string Spec(string input, string loss, params string[] layers) =>
        $"netspec: 1\nname: Small\ninput: {input}\nlayers:\n{string.Concat(layers.Select(l => $"  - {l}\n"))}loss: {loss}\n";
}
