using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Where the dropped units depend on the kept ones, nothing may be lost.</summary>
public sealed class ExactnessTests
{
    // The last three units of the first layer repeat the first three at other scales; relu commutes with a positive scale.
    private static NamedTensors WithRepeats(NetworkSpec spec, bool bias)
    {
        var tensors = Networks.Weights(spec, 31);
        var weight = ((Tensor<double>)tensors["dense1.weight"]).Values;
        var inputs = weight.Length / 8;
        for (var i = 0; i < 3; i++)
        {
            var scale = 0.5 + i;
            for (var j = 0; j < inputs; j++) weight[((5 + i) * inputs) + j] = scale * weight[(i * inputs) + j];
            if (bias) ((Tensor<double>)tensors["dense1.bias"]).Values[5 + i] = scale * ((Tensor<double>)tensors["dense1.bias"]).Values[i];
        }
        return tensors;
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_fold_of_dependent_units_equals_the_original_to_1e_12(bool bias, bool centered)
    {
        var spec = Networks.Mlp(6, [8, 7], 3, bias);
        var weights = WithRepeats(spec, bias);
        var samples = Networks.Samples(400, 6, 32);
        var options = new PruneOptions { Widths = WidthChoice.Given(5, 7), Reconstruct = Reconstruction.Fold, Centered = centered };
        var result = Networks.Prune(spec, weights, Networks.Source(samples, 6), options);
        Assert.Equal(5, ((Dense)result.Spec.Layers[0]).Units);
        var fresh = Networks.Samples(200, 6, 33);
        var (actual, expected) = (Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh));
        var scale = expected.Max(Math.Abs);
        Assert.InRange(actual.Zip(expected).Max(p => Math.Abs(p.First - p.Second)) / scale, 0, 1e-12);
        Assert.InRange(result.Report.Groups[0].HeldOutError, 0, 1e-14);
    }

    [Fact]
    public void Linear_units_that_mix_others_fold_exactly_and_a_constant_one_moves_into_the_bias()
    {
        var spec = Networks.Spec("name: Mixed\ninput: 4\nlayers:\n  - dense: 7\n  - { dense: 5, activation: tanh }\n  - dense: 2\n");
        var weights = Networks.Weights(spec, 34);
        var first = ((Tensor<double>)weights["dense1.weight"]).Values;
        for (var j = 0; j < 4; j++) first[(6 * 4) + j] = 0;
        var result = Networks.Prune(
            spec, weights, Networks.Source(Networks.Samples(300, 4, 35), 4), new() { Widths = WidthChoice.Given(7, 5), Reconstruct = Reconstruction.Fold });
        Assert.Equal(7, result.Report.Groups[0].After);

        // Four inputs give four independent units, about the mean: the width is lowered to that where it asks for more.
        result = Networks.Prune(
            spec, weights, Networks.Source(Networks.Samples(300, 4, 35), 4), new() { Widths = WidthChoice.Given(6, 5), Reconstruct = Reconstruction.Fold });
        Assert.Equal(4, result.Report.Groups[0].After);
        Assert.Equal(4, result.Report.Groups[0].Rank);
        Assert.Contains(result.Report.Groups[0].Notes, n => n.Contains("lowered to 4", StringComparison.Ordinal));
        var fresh = Networks.Samples(100, 4, 36);
        Assert.InRange(Networks.Distance(Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh)), 0, 1e-24);
    }

    [Fact]
    public void A_refit_of_dependent_units_loses_next_to_nothing()
    {
        var spec = Networks.Mlp(6, [8, 7], 3);
        var weights = WithRepeats(spec, bias: true);
        var result = Networks.Prune(spec, weights, Networks.Source(Networks.Samples(400, 6, 32), 6), new() { Widths = WidthChoice.Given(5, 7) });
        var fresh = Networks.Samples(200, 6, 33);
        Assert.InRange(Networks.Distance(Networks.Run(result.Spec, result.Weights, fresh), Networks.Run(spec, weights, fresh)), 0, 1e-12);
    }
}
