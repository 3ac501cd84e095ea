using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class CovarianceTests
{
    [Fact]
    public void CentredAndUncentredDifferByTheMeansProduct()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", [1f, 0, 0, 0, 1, 1], 2, 3);
        NamedTensors Run(params string[] more)
        {
            session.Done(["covariance", spec, "--weights", weights, "--input", input, "--output", session.At("c.safetensors"), .. more]);
            return Safetensors.Read(session.At("c.safetensors"));
        }

        var (about, plain) = (Run("--centered"), Run());

        // Outputs (1.5, 3.5) and (5.5, 10.5): mean (3.5, 7), deviations -+(2, 3.5).
        Assert.Equal(["dense1", "dense1.mean"], plain.Names);
        Assert.IsType<Tensor<double>>(plain["dense1"]);
        Assert.Equal([3.5, 7], plain["dense1.mean"].ToDoubles());
        Assert.Equal([4, 7, 7, 12.25], about["dense1"].ToDoubles());
        Assert.Equal([16.25, 31.5, 31.5, 61.25], plain["dense1"].ToDoubles());
    }

    [Fact]
    public void NoSamplesAreRefused()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();

        Assert.Contains("at least one", session.Refused("covariance", spec, "--weights", weights, "--input", session.Array<float>("x.npy", [], 0, 3), "--output", session.At("c.safetensors")));
        Assert.False(File.Exists(session.At("c.safetensors")));
    }
}
