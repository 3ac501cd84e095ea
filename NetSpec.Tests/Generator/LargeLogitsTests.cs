using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>Large logits that differ by little keep the digits of their difference.</summary>
public class LargeLogitsTests
{
    private const float Base = 8192;

    // log(sum(exp(x))) of differences 0, 1/2 and -1, all of which a float32 holds exactly beside 8,192.
    private static readonly float[] _logits = [Base, Base + 0.5f, Base - 1];

    private static readonly double _normaliser = Math.Log(1 + Math.Exp(0.5) + Math.Exp(-1));

    [Fact]
    public void LogSoftmaxOfLargeLogitsIsExact()
    {
        using var compiled = Compile("activation: log_softmax", "mse");
        var output = new float[3];

        compiled.Network.Forward(_logits, output);

        Assert.Equal([-_normaliser, 0.5 - _normaliser, -1 - _normaliser], output.Select(v => (double)v), (e, f) => Math.Abs(e - f) < 1e-6);
    }

    [Fact]
    public void CrossEntropyOfLargeLogitsIsExact()
    {
        using var compiled = Compile("dropout: 0.1", "cross_entropy");

        var loss = compiled.Network.Gradient(_logits, [2], new GradientSet<float>(compiled.Network.Parameters));

        Assert.Equal(_normaliser + 1, loss, 1e-6);
    }

    private static CompiledNetwork<float> Compile(string layer, string loss) =>
        SpecCompiler.Compile<float>($"netspec: 1\nname: Large\ninput: 3\nlayers:\n  - {layer}\nloss: {loss}\n", "large.net.yaml");
}
