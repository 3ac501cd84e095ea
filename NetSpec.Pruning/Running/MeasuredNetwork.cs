using System.Numerics;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>A network in the type of its weights, seen from pruning, which works in float64 throughout.</summary>
internal abstract class MeasuredNetwork : IDisposable
{
    /// <summary>The network's own description.</summary>
    public abstract NetworkInfo Info { get; }

    /// <summary>Features of the parent's samples that it reads; null: all.</summary>
    public int[]? KeptInputs { get; init; }

    /// <summary>Makes a network run, in float64 if that is asked for.</summary>
    public static MeasuredNetwork Create(INetworkFactory factory, NetworkSpec spec, bool asDoubles, int[]? keptInputs = null) => asDoubles
        ? new MeasuredNetwork<double>(factory.Create<double>(spec)) { KeptInputs = keptInputs }
        : new MeasuredNetwork<float>(factory.Create<float>(spec)) { KeptInputs = keptInputs };

    /// <summary>Reads all parameters.</summary>
    public abstract NetworkWeights Read();

    /// <summary>Sets all parameters; those of float networks are rounded.</summary>
    public abstract void Write(NetworkWeights weights);

    /// <summary>Sets all parameters from a file's tensors, with every refusal that goes with them.</summary>
    public abstract void Load(NamedTensors tensors);

    /// <summary>The parameters as tensors.</summary>
    public abstract NamedTensors Save(IReadOnlyDictionary<string, string> metadata);

    /// <summary>What the layer at a path gives for a batch, [rows, units]; the input's path is empty.</summary>
    public abstract double[,] Observe(Batch batch, string path);

    /// <summary>Adds a batch to the moments of layers.</summary>
    public abstract void Accumulate(Batch batch, CovarianceSet into);

    /// <summary>Outputs of a batch, [samples, outputs].</summary>
    public abstract double[,] Outputs(Batch batch);

    /// <summary>Mean loss of a batch.</summary>
    public abstract double Loss(Batch batch);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>The same for one type.</summary>
internal sealed class MeasuredNetwork<T>(INetworkHandle<T> handle) : MeasuredNetwork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly INetwork<T> _network = handle.Network;

    /// <inheritdoc/>
    public override NetworkInfo Info => _network.Info;

    /// <inheritdoc/>
    public override NetworkWeights Read()
    {
        var weights = new NetworkWeights(Info.Parameters.Select(p => (p.Name, p.Shape.ToArray())));
        foreach (var parameter in Info.Parameters)
            weights.Set(parameter.Name, Array.ConvertAll(_network.Parameters.Read(parameter.Name), double.CreateChecked));
        return weights;
    }

    /// <inheritdoc/>
    public override void Write(NetworkWeights weights)
    {
        foreach (var parameter in Info.Parameters)
            _network.Parameters.Write(parameter.Name, Array.ConvertAll(weights.Values(parameter.Name), T.CreateChecked));
    }

    /// <inheritdoc/>
    public override void Load(NamedTensors tensors) => Weights.Load(_network.Parameters, tensors);

    /// <inheritdoc/>
    public override NamedTensors Save(IReadOnlyDictionary<string, string> metadata) => Weights.Save(_network.Parameters, metadata);

    /// <inheritdoc/>
    public override double[,] Observe(Batch batch, string path)
    {
        var rows = new RowCollector<T>(path);
        _network.Observe(Inputs(batch), rows);
        return rows.ToMatrix();
    }

    /// <inheritdoc/>
    public override void Accumulate(Batch batch, CovarianceSet into) => _network.AccumulateCovariance(Inputs(batch), into);

    /// <inheritdoc/>
    public override double[,] Outputs(Batch batch)
    {
        var output = new T[batch.Count * Info.OutputSize];
        _network.Forward(Inputs(batch), output);
        var result = new double[batch.Count, Info.OutputSize];
        for (var i = 0; i < output.Length; i++) result[i / Info.OutputSize, i % Info.OutputSize] = double.CreateChecked(output[i]);
        return result;
    }

    /// <inheritdoc/>
    public override double Loss(Batch batch) =>
        double.CreateChecked(_network.Loss(Inputs(batch), Array.ConvertAll(batch.Targets, T.CreateChecked)));

    /// <inheritdoc/>
    public override void Dispose() => handle.Dispose();

    private T[] Inputs(Batch batch)
    {
        if (KeptInputs is not { } kept) return Array.ConvertAll(batch.Inputs, T.CreateChecked);
        var inputs = new T[batch.Count * Info.InputSize];
        // An image's unit is a plane of pixels, any other input's a value.
        var plane = Info.InputShape.Length == 3 ? Info.InputShape[1] * Info.InputShape[2] : 1;
        var features = batch.Inputs.Length / (inputs.Length / kept.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            var (row, unit) = (i / plane / kept.Length, kept[i / plane % kept.Length]);
            inputs[i] = T.CreateChecked(batch.Inputs[(((row * features) + unit) * plane) + (i % plane)]);
        }
        return inputs;
    }
}
