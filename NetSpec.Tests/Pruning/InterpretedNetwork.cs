using System.Collections.Immutable;
using System.Numerics;
using NetSpec.Pruning;
using NetSpec.Runtime;
using NetSpec.Spec;

namespace NetSpec.Tests.Pruning;

/// <summary>
/// Runs a resolved spec layer by layer with plain loops in double: what pruning is tested on, whatever the generator does.
/// </summary>
internal sealed unsafe class InterpretedNetwork<T> : INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ResolvedNetwork _network;

    public InterpretedNetwork(ResolvedNetwork network)
    {
        _network = network;
        var offset = 0L;
        var parameters = ImmutableArray.CreateBuilder<ParameterInfo>();
        foreach (var parameter in network.AllLayers().SelectMany(l => l.Parameters))
        {
            var layout = new VectorLayout((int)parameter.Length);
            parameters.Add(new(parameter.Name, parameter.Shape.Items, (ParameterKind)parameter.Role, layout, offset, parameter.FanIn, parameter.FanOut, Activation.Linear));
            offset += layout.PackedLength;
        }
        Info = new NetworkInfo
        {
            Name = network.Spec.Name,
            Spec = SpecWriter.Write(network.Spec),
            SpecHash = "0",
            InputShape = network.Spec.Input.Dimensions,
            OutputShape = network.Output.Dimensions,
            Loss = network.Spec.Loss,
            Layers = [.. network.AllLayers().Select(l => new LayerInfo(
                l.Path, l.Layer.Kind.Keyword, l.Input.Dimensions, l.Output.Dimensions, l.Parameters.Sum(p => p.Length), l.Macs, l.Output.Rank == 1, "loops"))],
            Parameters = parameters.ToImmutable(),
            Macs = network.Macs,
            FirstLayerMacs = 0,
            ParameterCount = network.ParameterCount,
        };
        Parameters = new(Info);
    }

    public NetworkInfo Info { get; }

    public ParameterSet<T> Parameters { get; }

    public void Forward(ReadOnlySpan<T> input, Span<T> output)
    {
        var rows = Run(input, (_, _) => { });
        for (var i = 0; i < output.Length; i++) output[i] = T.CreateChecked(rows[i / rows[0].Length][i % rows[0].Length]);
    }

    public T Loss(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ReadOnlySpan<T> sampleWeights = default)
    {
        var rows = Run(input, (_, _) => { });
        var loss = 0.0;
        for (var i = 0; i < rows.Count; i++)
            loss += LossOf(rows[i], target[(i * target.Length / rows.Count)..((i + 1) * target.Length / rows.Count)]) / rows.Count;
        return T.CreateChecked(loss);
    }

    public void AccumulateCovariance(ReadOnlySpan<T> input, CovarianceSet into) => Run(input, (path, rows) =>
    {
        if (into.Find(path) is not { } moments) return;
        foreach (var row in rows)
        {
            if (moments.Count == 0) row.CopyTo(moments.Shift.Span);
            moments.Count++;
            for (var i = 0; i < moments.Units; i++)
            {
                moments.Sums.Span[i] += row[i] - moments.Shift.Span[i];
                for (var j = i; j < moments.Units; j++)
                    moments.Products.Span[(i * moments.PaddedUnits) + j] += (row[i] - moments.Shift.Span[i]) * (row[j] - moments.Shift.Span[j]);
            }
        }
    });

    public void Observe(ReadOnlySpan<T> input, ILayerObserver<T> observer) => Run(input, (path, rows) =>
    {
        if (!observer.Wants(path)) return;
        var values = rows.SelectMany(r => r).Select(T.CreateChecked).ToArray();
        // Two slices, so that observers that see only one are found out.
        var half = rows.Count / 2;
        fixed (T* first = values)
        {
            if (half > 0) observer.Observe(path, new LayerRows<T>(first, rows[0].Length, half, rows[0].Length));
            observer.Observe(path, new LayerRows<T>(first + (half * rows[0].Length), rows[0].Length, rows.Count - half, rows[0].Length));
        }
    });

    public T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, GradientSet<T> into, GradientRequest<T> request = default) => throw new NotSupportedException();

    private List<double[]> Run(ReadOnlySpan<T> input, Action<string, List<double[]>> see)
    {
        var width = Info.InputShape[^1];
        var rows = new List<double[]>();
        for (var i = 0; i < input.Length; i += width)
        {
            var row = new double[width];
            for (var j = 0; j < width; j++) row[j] = double.CreateChecked(input[i + j]);
            rows.Add(row);
        }
        see("", rows);
        foreach (var layer in _network.Layers)
        {
            var given = layer.Layer is NetSpec.Spec.Recurrent recurrent ? ApplyRecurrent(layer, recurrent, rows, see) : rows.Select(row => Apply(layer, row));
            rows = [.. given.Select(row => Activate(layer.Layer.Activation?.Kind ?? Activation.Linear, row))];
            see(layer.Path, rows);
        }
        return rows;
    }

    private double[] Apply(ResolvedLayer layer, double[] x) => layer.Layer switch
    {
        Dense dense => ApplyDense(layer, dense, x),
        Normalize n => [.. x.Select((v, i) => (v - n.Mean[n.Mean.Count == 1 ? 0 : i]) / n.Std[n.Std.Count == 1 ? 0 : i])],
        LayerNorm norm => ApplyNorm(layer, norm, x),
        _ => x,
    };

    private double[] ApplyDense(ResolvedLayer layer, Dense dense, double[] x)
    {
        var owner = layer.TieOwner;
        var weight = Read((owner?.Path ?? layer.Path) + ".weight");
        var bias = dense.Bias ? Read(layer.Path + ".bias") : new double[dense.Units];
        var y = new double[dense.Units];
        for (var o = 0; o < y.Length; o++)
        {
            for (var i = 0; i < x.Length; i++)
                y[o] += x[i] * (owner is { Transpose: true } ? weight[(i * dense.Units) + o] : weight[(o * x.Length) + i]);
            y[o] = (owner is { Negate: true } ? -y[o] : y[o]) + bias[o];
        }
        return y;
    }

    private List<double[]> ApplyRecurrent(ResolvedLayer layer, NetSpec.Spec.Recurrent recurrent, List<double[]> rows, Action<string, List<double[]>> see)
    {
        var (units, steps, states) = (recurrent.Units, layer.Input[0], new List<double[]>());
        var (inputWeight, weight) = (Read(layer.Path + ".weight_ih"), Read(layer.Path + ".weight_hh"));
        var (inputBias, bias) = (Read(layer.Path + ".bias_ih"), Read(layer.Path + ".bias_hh"));
        double[] h = [], c = [];
        for (var t = 0; t < rows.Count; t++)
        {
            if (t % steps == 0) (h, c) = (new double[units], new double[units]);
            var (before, x) = (h, rows[t]);
            var (fromInput, fromState) = (Product(inputWeight, inputBias, x), Product(weight, bias, before));
            double Gate(int gate, int u) => 1 / (1 + Math.Exp(-fromInput[(gate * units) + u] - fromState[(gate * units) + u]));
            h = new double[units];
            for (var u = 0; u < units; u++)
            {
                if (recurrent is Rnn) h[u] = Math.Tanh(fromInput[u] + fromState[u]);
                if (recurrent is Gru) h[u] = ((1 - Gate(1, u)) * Math.Tanh(fromInput[(2 * units) + u] + (Gate(0, u) * fromState[(2 * units) + u]))) + (Gate(1, u) * before[u]);
                if (recurrent is not Lstm) continue;
                c[u] = (Gate(1, u) * c[u]) + (Gate(0, u) * Math.Tanh(fromInput[(2 * units) + u] + fromState[(2 * units) + u]));
                h[u] = Gate(3, u) * Math.Tanh(c[u]);
            }
            states.Add(h);
        }
        see(layer.Path + ".states", states);
        return recurrent.Return == RecurrentReturn.Sequence ? states : [.. states.Where((_, t) => t % steps == steps - 1)];
    }

    private static double[] Product(double[] matrix, double[] offset, double[] x)
    {
        var y = (double[])offset.Clone();
        for (var o = 0; o < y.Length; o++)
        {
            for (var j = 0; j < x.Length; j++) y[o] += matrix[(o * x.Length) + j] * x[j];
        }
        return y;
    }

    private double[] ApplyNorm(ResolvedLayer layer, LayerNorm norm, double[] x)
    {
        var (scale, shift, mean) = (Read(layer.Path + ".weight"), Read(layer.Path + ".bias"), x.Average());
        var variance = x.Average(v => (v - mean) * (v - mean));
        return [.. x.Select((v, i) => ((v - mean) / Math.Sqrt(variance + norm.Epsilon) * scale[i]) + shift[i])];
    }

    private double[] Read(string name) => [.. Parameters.Read(name).Select(double.CreateChecked)];

    private static double[] Activate(Activation activation, double[] x) => activation switch
    {
        Activation.Linear => x,
        Activation.Relu => [.. x.Select(v => Math.Max(v, 0))],
        Activation.Tanh => [.. x.Select(Math.Tanh)],
        Activation.Softmax => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))],
        _ => throw new NotSupportedException($"{activation}"),
    };

    private double LossOf(double[] y, ReadOnlySpan<T> target)
    {
        if (Info.Loss == NetSpec.Loss.CrossEntropy) return Math.Log(y.Sum(Math.Exp)) - y[int.CreateChecked(target[0])];
        var loss = 0.0;
        for (var o = 0; o < y.Length; o++)
        {
            var t = double.CreateChecked(target[o]);
            loss += Info.Loss == NetSpec.Loss.BinaryCrossEntropy ? Math.Log(1 + Math.Exp(-Math.Abs(y[o]))) + Math.Max(y[o], 0) - (y[o] * t) : (y[o] - t) * (y[o] - t);
        }
        return loss / y.Length;
    }
}

/// <summary>Makes interpreted networks and counts those that are alive.</summary>
internal sealed class InterpreterFactory : INetworkFactory
{
    public int Alive { get; private set; }

    public int Made { get; private set; }

    public INetworkHandle<T> Create<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Alive++;
        Made++;
        return new Handle<T>(new InterpretedNetwork<T>(SpecAnalysis.Resolve(spec)), () => Alive--);
    }

    private sealed class Handle<T>(INetwork<T> network, Action close) : INetworkHandle<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public INetwork<T> Network => network;

        public void Dispose() => close();
    }
}
