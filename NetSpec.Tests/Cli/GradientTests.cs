using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class GradientTests
{
    [Fact]
    public void LossAndGradientsOfALinearLayer()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var input = session.Array("x.npy", [1f, 0, 0], 1, 3);
        var target = session.Array("t.npy", [0.5f, 3.5f], 1, 2);

        session.Done("gradient", spec, "--weights", weights, "--input", input, "--target", target, "--output", session.At("g.safetensors"));

        // Outputs (1.5, 3.5): the error is (1, 0), the loss its mean square, and d loss / d y = (1, 0).
        var gradient = Safetensors.Read(session.At("g.safetensors"));
        Assert.Equal(["loss", "dense1.weight", "dense1.bias", "input"], gradient.Names);
        Assert.Empty(gradient["loss"].Shape);
        Assert.Equal([0.5], gradient["loss"].ToDoubles());
        Assert.Equal([1, 0, 0, 0, 0, 0], gradient["dense1.weight"].ToDoubles());
        Assert.Equal([1, 0], gradient["dense1.bias"].ToDoubles());
        Assert.Equal([1, 2, 3], gradient["input"].ToDoubles());
        Assert.Equal([1, 3], gradient["input"].Shape);
    }

    [Fact]
    public void NoSamplesGiveZeros()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.TinyModel();
        var (input, target) = (session.Array<float>("x.npy", [], 0, 3), session.Array<float>("t.npy", [], 0, 2));

        session.Done("gradient", spec, "--weights", weights, "--input", input, "--target", target, "--output", session.At("g.safetensors"));

        var gradient = Safetensors.Read(session.At("g.safetensors"));
        Assert.Equal([0, 3], gradient["input"].Shape);
        Assert.All(gradient.Names, name => Assert.All(gradient[name].ToDoubles(), v => Assert.Equal(0, v)));
    }

    [Fact]
    public void OneOutputTakesTargetsWithAndWithoutASecondAxis()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Mini);
        var input = session.Array("x.npy", Enumerable.Range(0, 60).Select(i => i / 30f).ToArray(), 2, 30);
        float[] Loss(string target)
        {
            session.Done("gradient", spec, "--weights", weights, "--input", input, "--target", target, "--output", session.At("g.safetensors"));
            return ((Tensor<float>)Safetensors.Read(session.At("g.safetensors"))["loss"]).Values;
        }

        Assert.Equal(Loss(session.Array("a.npy", [0f, 1], 2)), Loss(session.Array("b.npy", [0f, 1], 2, 1)));
    }

    [Fact]
    public void WrongTargetsAreNamed()
    {
        using var session = new CommandSession();
        var (spec, weights) = session.Model(CommandSession.Classes);
        var input = session.Array("x.npy", new float[128], 2, 64);
        string Message(string target) =>
            session.Refused("gradient", spec, "--weights", weights, "--input", input, "--target", target, "--output", session.At("g.safetensors"));

        Assert.Contains("int32 or int64", Message(session.Array("f.npy", [0f, 1], 2)));
        Assert.Contains("Sample 1 has the target 10", Message(session.Array("r.npy", [0, 10], 2)));
        Assert.Contains("The target has 3 samples, the input 2", Message(session.Array("n.npy", [0L, 1, 2], 3)));
        Assert.Contains("The target has 2 values a sample, DigitsLinear takes 1", Message(session.Array("w.npy", [0, 1, 2, 3], 2, 2)));
        Assert.False(File.Exists(session.At("g.safetensors")));
    }
}
