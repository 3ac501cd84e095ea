using System.Globalization;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Small networks, weights and samples for pruning.</summary>
internal static class Networks
{
    public static NetworkSpec Spec(string yaml)
    {
        var result = SpecReader.Read("netspec: 1\n" + yaml.ReplaceLineEndings("\n"), "test.net.yaml");
        Assert.Empty(result.Diagnostics);
        return result.Spec!;
    }

    /// <summary>Dense relu layers of given widths on some inputs, the last one linear.</summary>
    public static NetworkSpec Mlp(int inputs, int[] widths, int outputs, bool bias = true, string loss = "mse")
    {
        var option = bias ? "" : ", bias: false";
        var layers = widths.Select(w => string.Create(CultureInfo.InvariantCulture, $"  - {{ dense: {w}, activation: relu{option} }}\n"));
        return Spec($"name: Small\ninput: {inputs}\nlayers:\n{string.Concat(layers)}  - {{ dense: {outputs}{option} }}\nloss: {loss}\n");
    }

    /// <summary>Normal weights of a scale that keeps activations alive.</summary>
    public static NamedTensors Weights(NetworkSpec spec, ulong seed, bool asDoubles = true)
    {
        var random = new RandomSource(seed);
        var tensors = new NamedTensors();
        foreach (var parameter in SpecAnalysis.Resolve(spec).AllLayers().SelectMany(l => l.Parameters))
        {
            var scale = parameter.Role == ParameterRole.Weight ? 1.4 / Math.Sqrt(parameter.FanIn) : 0.3;
            var offset = parameter.Role == ParameterRole.Scale ? 1 : 0;
            var values = new double[parameter.Length];
            for (var i = 0; i < values.Length; i++) values[i] = offset + (scale * random.NextGaussian());
            var shape = parameter.Shape.Select(d => (long)d).ToArray();
            tensors[parameter.Name] = asDoubles ? Tensor.Create(values, shape) : Tensor.Create(Array.ConvertAll(values, v => (float)v), shape);
        }
        return tensors;
    }

    public static float[] Samples(int count, int size, ulong seed)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count * size).Select(_ => (float)random.NextGaussian())];
    }

    public static IDataSource Source(float[] inputs, int inputSize, float[]? targets = null, int targetSize = 0) => new TestSource(inputs, inputSize, targets ?? [], targetSize);

    public static PruneResult Prune(NetworkSpec spec, NamedTensors weights, IDataSource samples, PruneOptions options, INetworkFactory? factory = null) =>
        Pruner.Prune(new(spec, weights, samples, factory ?? new InterpreterFactory(), options));

    public static double[] Run(NetworkSpec spec, NamedTensors weights, float[] inputs)
    {
        using var handle = new InterpreterFactory().Create<double>(spec);
        NetSpec.Runtime.Weights.Load(handle.Network.Parameters, weights);
        var outputs = new double[inputs.Length / handle.Network.Info.InputSize * handle.Network.Info.OutputSize];
        handle.Network.Forward(Array.ConvertAll(inputs, v => (double)v), outputs);
        return outputs;
    }

    /// <summary>Mean squared distance over the variance of the expected values.</summary>
    public static double Distance(double[] actual, double[] expected)
    {
        var mean = expected.Average();
        return actual.Zip(expected).Sum(p => Math.Pow(p.First - p.Second, 2)) / expected.Sum(v => Math.Pow(v - mean, 2));
    }

    private sealed class TestSource(float[] inputs, int inputSize, float[] targets, int targetSize) : IDataSource
    {
        public long Count => inputs.Length / inputSize;

        public int InputSize => inputSize;

        public int TargetSize => targetSize;

        public void Read(ReadOnlySpan<long> indices, Span<float> into, Span<float> targetsInto)
        {
            for (var i = 0; i < indices.Length; i++)
            {
                inputs.AsSpan((int)indices[i] * inputSize, inputSize).CopyTo(into[(i * inputSize)..]);
                if (!targetsInto.IsEmpty) targets.AsSpan((int)indices[i] * targetSize, targetSize).CopyTo(targetsInto[(i * targetSize)..]);
            }
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Half of two hidden layers of 12 and 8 units.</summary>
    public static PruneOptions Half { get; } = new() { Widths = WidthChoice.Given(6, 4) };

    /// <summary>Prunes with drawn weights by 300 drawn samples.</summary>
    public static PruneResult Prune(NetworkSpec spec, PruneOptions options, ulong seed = 71, INetworkFactory? factory = null) =>
        Prune(spec, Weights(spec, seed), Source(Samples(300, spec.Input.Dimensions[^1], seed + 1), (int)spec.Input.Size), options, factory);

    public static string Refusal(NetworkSpec spec, PruneOptions options) => Assert.Throws<InputException>(() => Prune(spec, options)).Message;
}
