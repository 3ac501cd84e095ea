using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>How generated networks behave when they run: any number of samples, any threads, no allocation, wrong lengths, nothing left behind.</summary>
public class RunningTests
{
    private const string Unrolled = "netspec: 1\nname: Unrolled\ninput: 6\nlayers:\n  - { dense: 9, activation: gelu }\n  - { layernorm: , activation: tanh }\n  - dense: 3\n";

    private const string Tiled = "netspec: 1\nname: Tiled\ninput: 65\nlayers:\n  - { dense: 130, activation: relu }\n  - { dropout: 0.3 }\n  - { dense: 70, activation: silu }\n  - dense: 5\nloss: cross_entropy\n";

    private const string Sequence = "netspec: 1\nname: Sequence\ninput: [5, 3]\nlayers:\n  - { dense: 20, activation: tanh }\n  - dense: 2\n";

    private const string Image = "netspec: 1\nname: Image\ninput: [3, 4, 5]\nlayers:\n  - residual: { body: [{ activation: tanh }] }\n  - flatten:\n  - concat: [[{ dense: 20, activation: relu }], []]\n  - dense: 4\n";

    private const string WholeBatch = "netspec: 1\nname: WholeBatch\ninput: 9\nlayers:\n  - { dense: 33, activation: relu }\n  - residual: { body: [{ dense: 33, bias: false }, { batchnorm: , activation: relu }] }\n  - dense: 5\nloss: cross_entropy\n";

    public static TheoryData<string, VectorPath> OnEveryPath()
    {
        var data = new TheoryData<string, VectorPath>();
        foreach (var spec in new[] { Unrolled, Tiled, Sequence, Image, WholeBatch })
        {
            foreach (var path in new[] { VectorPath.Vector512, VectorPath.Vector256, VectorPath.Vector128 }) data.Add(spec, path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void ThreadsChangeNoBit(string spec, VectorPath path)
    {
        using var compiled = Compile(spec, path);
        var network = compiled.Network;
        var (input, target) = Samples(network, 1000);
        var one = Gradient(1);
        Assert.Contains(one.Gradient, v => v != 0);
        foreach (var threads in new[] { 2, 4, 2 })
        {
            var several = Gradient(threads);
            Assert.Equal(one.Loss, several.Loss);
            Assert.Equal(one.Gradient, several.Gradient);
            Assert.Equal(one.ByInput, several.ByInput);
        }

        (float Loss, float[] Gradient, float[] ByInput) Gradient(int threads)
        {
            var gradient = new GradientSet<float>(network.Parameters);
            var byInput = new float[input.Length];
            var loss = network.Gradient(input, target, gradient, new() { Threads = threads, Training = true, Seed = 3, InputGradient = byInput });
            return (loss, gradient.Memory.Span.ToArray(), byInput);
        }
    }

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void BatchAndSingleSamplesAgree(string spec, VectorPath path)
    {
        using var compiled = Compile(spec, path);
        var network = compiled.Network;
        foreach (var samples in new[] { 1, 2, 5, 37, 300 })
        {
            var input = Samples(network, samples).Input;
            var (together, alone) = (new float[samples * network.Info.OutputSize], new float[samples * network.Info.OutputSize]);
            network.Forward(input, together);
            for (var i = 0; i < samples; i++)
                network.Forward(input.AsSpan(i * network.Info.InputSize, network.Info.InputSize), alone.AsSpan(i * network.Info.OutputSize, network.Info.OutputSize));
            Assert.InRange(OracleCase.Distance(Array.ConvertAll(together, v => (double)v), Array.ConvertAll(alone, v => (double)v)), 0, 2e-6);
        }
    }

    [Theory]
    [InlineData(0.3, "bernoulli", 0.4286)]
    [InlineData(0.5, "gaussian", 1)]
    public void DropoutKeepsTheMean(double rate, string noise, double variance)
    {
        const int Samples = 20_000;
        using var compiled = Compile(FormattableString.Invariant($"netspec: 1\nname: Noise\ninput: 3\nlayers:\n  - {{ dropout: {rate}, noise: {noise} }}\n"), VectorPath.Auto);
        var first = Outputs(seed: 1, threads: 1);
        Assert.Equal(first, Outputs(seed: 1, threads: 4));
        Assert.NotEqual(first, Outputs(seed: 2, threads: 1));
        // Five standard errors of the mean, and of the variance by the fourth moment's rough bound.
        var mean = first.Average();
        Assert.InRange(mean, 1 - (5 * Math.Sqrt(variance / first.Length)), 1 + (5 * Math.Sqrt(variance / first.Length)));
        Assert.InRange(first.Average(v => (v - mean) * (v - mean)), variance * 0.95, variance * 1.05);

        float[] Outputs(ulong seed, int threads)
        {
            var network = compiled.Network;
            var input = Enumerable.Repeat(1f, Samples * 3).ToArray();
            var outputs = new float[input.Length];
            network.Gradient(input, input, new GradientSet<float>(network.Parameters), new() { Training = true, Seed = seed, Threads = threads, Outputs = outputs });
            return outputs;
        }
    }

    [Fact]
    public void WrongLengthsNameBothNumbers()
    {
        using var compiled = Compile(Unrolled, VectorPath.Auto);
        var network = compiled.Network;
        var gradient = new GradientSet<float>(network.Parameters);
        Refuses("13", "6", () => network.Forward(new float[13], new float[6]));
        Refuses("7", "6", () => network.Forward(new float[12], new float[7]));
        Refuses("2", "3", () => network.Forward(new float[6], new float[2]));
        Refuses("5", "3", () => network.Gradient(new float[6], new float[5], gradient));
        Refuses("11", "12", () => network.Gradient(new float[12], new float[6], gradient, new() { InputGradient = new float[11] }));
        Refuses("4", "6", () => network.Gradient(new float[12], new float[6], gradient, new() { Outputs = new float[4] }));
        Refuses("3", "2", () => network.Gradient(new float[12], new float[6], gradient, new() { SampleWeights = new float[3] }));
        Refuses("8", "6", () => network.Loss(new float[8], new float[3]));
        Refuses("9", "6", () => network.AccumulateCovariance(new float[9], new CovarianceSet(network.Info)));

        static void Refuses(string found, string expected, Action action)
        {
            var message = Assert.Throws<ArgumentException>(action).Message;
            Assert.Contains(found, message, StringComparison.Ordinal);
            Assert.Contains(expected, message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NoSamplesAreFine()
    {
        using var compiled = Compile(Tiled, VectorPath.Auto);
        var network = compiled.Network;
        network.Forward([], []);
        var gradient = new GradientSet<float>(network.Parameters);
        gradient.Memory.Span.Fill(1);
        Assert.Equal(0, network.Gradient([], [], gradient));
        Assert.All(gradient.Memory.Span.ToArray(), v => Assert.Equal(0, v));
        Assert.Equal(0, network.Loss([], []));
    }

    [Theory]
    [MemberData(nameof(OnEveryPath))]
    public void NothingIsAllocated(string spec, VectorPath path)
    {
        using var compiled = Compile(spec, path);
        var network = compiled.Network;
        var info = network.Info;
        var (input, target) = Samples(network, 300);
        var output = new float[300 * info.OutputSize];
        var gradient = new GradientSet<float>(network.Parameters);
        Assert.Equal(0, Allocations.Of(() => network.Forward(input.AsSpan(0, info.InputSize), output.AsSpan(0, info.OutputSize))));
        Assert.Equal(0, Allocations.Of(() => network.Forward(input, output)));
        Assert.Equal(0, Allocations.Of(() => network.Gradient(input, target, gradient, new() { Training = true })));
        Assert.Equal(0, Allocations.Of(() => network.Gradient(input, target, gradient, new() { Training = true, Threads = 2 })));
    }

    [Fact]
    public void HundredCompilationsLeaveNothing()
    {
        var contexts = Enumerable.Range(0, 100).Select(i => Use(i)).ToList();
        for (var i = 0; i < 20 && contexts.Any(c => c.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.Equal(0, contexts.Count(c => c.IsAlive));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Use(int i)
        {
            using var compiled = Compile($"netspec: 1\nname: Used\ninput: 3\nlayers:\n  - dense: {1 + (i % 5)}\n", VectorPath.Auto);
            var network = compiled.Network;
            var (input, target) = Samples(network, 200);
            network.Gradient(input, target, new GradientSet<float>(network.Parameters), new() { Threads = 2 });
            return new WeakReference(AssemblyLoadContext.GetLoadContext(network.GetType().Assembly));
        }
    }

    private static CompiledNetwork<float> Compile(string spec, VectorPath path)
    {
        var compiled = SpecCompiler.Compile<float>(spec, "running.net.yaml", path);
        Initializer.Apply(compiled.Network.Parameters, "pytorch", seed: 8);
        return compiled;
    }

    private static (float[] Input, float[] Target) Samples(INetwork<float> network, int count)
    {
        var random = new Random(4);
        var input = Enumerable.Range(0, count * network.Info.InputSize).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var target = Enumerable.Range(0, count * network.Info.TargetSize).Select(_ => (float)random.Next(2)).ToArray();
        return (input, target);
    }
}
