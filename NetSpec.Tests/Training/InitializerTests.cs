using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class InitializerTests
{
    private const int Inputs = 40;
    private const int Units = 60;

    [Theory]
    [InlineData("he", Activation.Tanh, 0.3872983346207417)] // sqrt(6 / 40)
    [InlineData("glorot", Activation.Relu, 0.2449489742783178)] // sqrt(6 / 100)
    [InlineData("pytorch", Activation.Relu, 0.15811388300841897)] // 1 / sqrt(40)
    [InlineData(null, Activation.Relu, 0.3872983346207417)]
    [InlineData(null, Activation.LeakyRelu, 0.3872983346207417)]
    [InlineData(null, Activation.Gelu, 0.3872983346207417)]
    [InlineData(null, Activation.Tanh, 0.2449489742783178)]
    [InlineData(null, Activation.Selu, 0.2449489742783178)]
    [InlineData(null, Activation.Linear, 0.2449489742783178)]
    public void Weights_fill_their_range_evenly(string? kind, Activation activation, double bound)
    {
        var parameters = Make(activation);
        Initializer.Apply(parameters, kind, 3);
        var weights = parameters.Read("d.weight");
        Assert.All(weights, w => Assert.InRange(w, -bound, bound));
        Assert.InRange(weights.Max(), 0.99 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.99 * bound);
        // 2,400 values: the mean of squares is bound^2 / 3 within four standard errors of 0.9 / sqrt(2400).
        Assert.InRange(weights.Average(w => (double)w * w), bound * bound / 3 * 0.92, bound * bound / 3 * 1.08);
        Assert.InRange(weights.Average(), -4 * bound / Math.Sqrt(3 * 2400), 4 * bound / Math.Sqrt(3 * 2400));
    }

    [Theory]
    [InlineData("he")]
    [InlineData("pytorch")]
    [InlineData(null)]
    public void The_rest_starts_where_it_must(string? kind)
    {
        var parameters = Make(Activation.Relu);
        parameters.Memory.Span.Fill(9);
        Initializer.Apply(parameters, kind, 3);
        var bound = 1 / Math.Sqrt(Inputs);
        Assert.All(parameters.Read("d.bias"), b => Assert.InRange(b, -bound, bound));
        Assert.Equal(kind == "pytorch", parameters.Read("d.bias").Any(b => b != 0));
        Assert.Equal([1f, 1f], parameters.Read("n.weight"));
        Assert.Equal([0f, 0f], parameters.Read("n.running_mean"));
        Assert.Equal([1f, 1f], parameters.Read("n.running_var"));
    }

    [Theory]
    [InlineData(12, 7)]
    [InlineData(7, 12)]
    [InlineData(9, 9)]
    [InlineData(1, 5)]
    public void Orthogonal_weights_are(int rows, int columns)
    {
        var parameters = new ParameterSet<double>(TestInfo.Of(("d.weight", [rows, columns], ParameterKind.Weight)));
        Initializer.Apply(parameters, "orthogonal", 5);
        var w = parameters.Read("d.weight");
        var count = Math.Min(rows, columns);
        double At(int vector, int i) => rows <= columns ? w[(vector * columns) + i] : w[(i * columns) + vector];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                var dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 1 : 0, dot, 13);
            }
        }
    }

    [Fact]
    public void A_seed_fixes_every_parameter_whatever_came_before_it()
    {
        var small = new ParameterSet<float>(TestInfo.Of(("a.weight", [2, 3], ParameterKind.Weight), ("b.weight", [4, 5], ParameterKind.Weight)));
        var large = new ParameterSet<float>(TestInfo.Of(("a.weight", [20, 30], ParameterKind.Weight), ("b.weight", [4, 5], ParameterKind.Weight)));
        Initializer.Apply(small, "pytorch", 11);
        Initializer.Apply(large, "pytorch", 11);
        Assert.Equal(small.Read("b.weight"), large.Read("b.weight"));
        Assert.NotEqual(small.Read("a.weight"), large.Read("b.weight").Take(6));
        var first = large.Read("a.weight");
        Initializer.Apply(large, "pytorch", 12);
        Assert.NotEqual(first, large.Read("a.weight"));
    }

    [Fact]
    public void An_unknown_kind_is_refused() => Assert.Equal(
        "There is no initialisation 'xavier'; there are he, glorot, pytorch, orthogonal.",
        Assert.Throws<InputException>(() => Initializer.Apply(Make(Activation.Relu), "xavier", 1)).Message);

    private static ParameterSet<float> Make(Activation activation) => new(TestInfo.Of(
        Inputs,
        Units,
        Loss.Mse,
        activation,
        ("d.weight", [Units, Inputs], ParameterKind.Weight),
        ("d.bias", [Units], ParameterKind.Bias),
        ("n.weight", [2], ParameterKind.Scale),
        ("n.running_mean", [2], ParameterKind.RunningMean),
        ("n.running_var", [2], ParameterKind.RunningVariance)));
}
