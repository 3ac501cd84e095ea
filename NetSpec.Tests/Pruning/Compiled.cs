using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>Runs networks of every kind through the compiler, in float64.</summary>
public sealed class Compiled : IDisposable
{
    internal CompiledNetworks Factory { get; } = new();

    public double[] Run(NetworkSpec spec, NamedTensors weights, float[] inputs)
    {
        using var handle = Factory.Create<double>(spec);
        NetSpec.Runtime.Weights.Load(handle.Network.Parameters, weights);
        var outputs = new double[inputs.Length / handle.Network.Info.InputSize * handle.Network.Info.OutputSize];
        handle.Network.Forward(Array.ConvertAll(inputs, v => (double)v), outputs);
        return outputs;
    }

    public PruneResult Prune(NetworkSpec spec, NamedTensors weights, PruneOptions options, int samples = 120) =>
        Networks.Prune(spec, weights, Networks.Source(Networks.Samples(samples, (int)spec.Input.Size, 7), (int)spec.Input.Size), options, Factory);

    /// <summary>Weights with running variances around 1 that a network may have.</summary>
    public static NamedTensors Weights(NetworkSpec spec, ulong seed)
    {
        var tensors = Networks.Weights(spec, seed);
        foreach (var name in tensors.Names.Where(n => n.EndsWith("running_var", StringComparison.Ordinal)))
        {
            var values = ((Tensor<double>)tensors[name]).Values;
            for (var i = 0; i < values.Length; i++) values[i] = 1 + Math.Abs(values[i]);
        }
        return tensors;
    }

    /// <summary>Makes the last units of every named parameter repeat the first ones: their rows are copied.</summary>
    public static void Repeat(NamedTensors tensors, int units, params string[] layers)
    {
        foreach (var name in tensors.Names.Where(n => layers.Contains(n[..n.LastIndexOf('.')])))
        {
            var (tensor, rows) = ((Tensor<double>)tensors[name], (int)tensors[name].Shape[0]);
            var row = tensor.Values.Length / rows;
            for (var u = 0; u < units; u++)
                Array.Copy(tensor.Values, u * row, tensor.Values, (rows - units + u) * row, row);
        }
    }

    public void Dispose() => Factory.Dispose();
}
