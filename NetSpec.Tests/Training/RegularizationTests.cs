using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

public class RegularizationTests
{
    [Fact]
    public void Penalties_change_the_gradient_of_weights_alone()
    {
        var parameters = Make();
        var gradient = new GradientSet<float>(parameters);
        gradient.Memory.Span.Fill(1);
        new Penalty<float>(parameters, 0.5, 0.25).AddTo(gradient);
        // 1 + 0.5 sign(w) + 0.25 w; |w|'(0) = 0
        Assert.Equal([2f, 0.25f, 1f, 1.625f], gradient.Read("w.weight"));
        Assert.Equal([1f, 1f], gradient.Read("w.bias"));
        Assert.Equal([1f], gradient.Read("n.weight"));
    }

    [Fact]
    public void The_penalty_is_the_derivative_of_its_loss()
    {
        const double L1 = 0.3, L2 = 0.7, Step = 1e-6;
        double LossAt(double w) => (L1 * Math.Abs(w)) + (0.5 * L2 * w * w);
        var parameters = new ParameterSet<double>(TestInfo.Of(("w.weight", [1, 3], ParameterKind.Weight)));
        double[] weights = [-1.7, 0.2, 3.1];
        parameters.Write("w.weight", weights);
        var gradient = new GradientSet<double>(parameters);
        new Penalty<double>(parameters, L1, L2).AddTo(gradient);
        var found = gradient.Read("w.weight");
        for (var i = 0; i < weights.Length; i++)
            Assert.Equal((LossAt(weights[i] + Step) - LossAt(weights[i] - Step)) / (2 * Step), found[i], 8);
    }

    /* torch.nn.utils.clip_grad_norm_ of gradients [3, 4] and [12] to 2.5 gives 13 and
       [0.57692301273345947, 0.76923072338104248], [2.30769205093383789]. */
    [Fact]
    public void Clipping_is_PyTorchs()
    {
        var parameters = new ParameterSet<float>(TestInfo.Of(
            ("a.bias", [2], ParameterKind.Bias),
            ("bn.running_mean", [1], ParameterKind.RunningMean),
            ("b.weight", [1, 1], ParameterKind.Weight)));
        var gradient = new GradientSet<float>(parameters);
        (gradient.Memory.Span[0], gradient.Memory.Span[1], gradient.Memory.Span[32]) = (3, 4, 12);
        Assert.Equal(13, new Clipping(parameters, 2.5).Apply(gradient), 12);
        Assert.Equal([0.57692301273345947f, 0.76923072338104248f], gradient.Read("a.bias"));
        Assert.Equal([2.30769205093383789f], gradient.Read("b.weight"));
    }

    [Fact]
    public void A_short_gradient_stays_to_the_bit()
    {
        var parameters = Make();
        var gradient = new GradientSet<float>(parameters);
        gradient.Memory.Span[0] = 0.3f;
        Assert.Equal(0.3f, new Clipping(parameters, 1).Apply(gradient), 6);
        Assert.Equal(0.3f, gradient.Memory.Span[0]);
    }

    [Fact]
    public void A_gradient_whose_square_is_no_float_is_still_clipped()
    {
        var parameters = Make();
        var gradient = new GradientSet<float>(parameters);
        gradient.Memory.Span[0] = 1e30f;
        new Clipping(parameters, 1).Apply(gradient);
        Assert.Equal(1f, gradient.Memory.Span[0], 5);
    }

    private static ParameterSet<float> Make()
    {
        var parameters = new ParameterSet<float>(TestInfo.Of(
            ("w.weight", [2, 2], ParameterKind.Weight),
            ("w.bias", [2], ParameterKind.Bias),
            ("n.weight", [1], ParameterKind.Scale)));
        parameters.Write("w.weight", [2f, -1f, 0f, 0.5f]);
        parameters.Write("w.bias", [2f, 2f]);
        return parameters;
    }
}
