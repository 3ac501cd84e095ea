using NetSpec.Runtime;

namespace NetSpec.Tests.Cli;

public class SelectTests
{
    [Fact]
    public void TheLargestOfIndependentUnitsAreChosen()
    {
        using var session = new CommandSession();
        Safetensors.Write(session.At("s.safetensors"), new() { ["sigma"] = Tensor.Create([1.0, 0, 0, 0, 4, 0, 0, 0, 2], 3, 3) });

        session.Done("select", "--sigma", session.At("s.safetensors"), "--width", "2", "--theta", "1", "--lambda", "1,2", "--output", session.At("o.safetensors"));

        var result = Safetensors.Read(session.At("o.safetensors"));
        Assert.Equal([1L, 2], Assert.IsType<Tensor<long>>(result["order"]).Values);
        AssertNear([4 / 7.0, 6 / 7.0], result["score"]);
        AssertNear([0, 0, 1, 0, 0, 1], result["a"]);
        Assert.Equal([3, 2], result["a"].Shape);
        Assert.Equal(0.5 + 0.8 + (2 / 3.0), result["dof"].ToDoubles()[0], 12);
        Assert.Equal(2, result["dof"].Length);
    }

    [Fact]
    public void WrongProblemsAreNamed()
    {
        using var session = new CommandSession();
        string Message(NamedTensors tensors, string width)
        {
            Safetensors.Write(session.At("s.safetensors"), tensors);
            return session.Refused("select", "--sigma", session.At("s.safetensors"), "--width", width, "--output", session.At("o.safetensors"));
        }

        Assert.Contains("'sigma'", Message(new() { ["s"] = Tensor.Create([1.0], 1, 1) }, "1"));
        Assert.Contains("between 1 and 1", Message(new() { ["sigma"] = Tensor.Create([1.0], 1, 1) }, "2"));
        Assert.Contains("matrix", Message(new() { ["sigma"] = Tensor.Create([1.0], 1) }, "1"));
        Assert.Contains("square", Message(new() { ["sigma"] = Tensor.Create([1.0, 2], 1, 2) }, "1"));
        Assert.False(File.Exists(session.At("o.safetensors")));
    }

    private static void AssertNear(double[] expected, Tensor actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual.ToDoubles()), pair => Assert.Equal(pair.First, pair.Second, 12));
    }
}
