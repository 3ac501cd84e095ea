using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

/// <summary>
/// A network written by hand: inputs, tanh units (with multiplicative noise in training, drawn from the request's seed), linear outputs.
/// Plain loops in double, nothing allocated in Gradient.
/// </summary>
internal sealed class TinyNetwork : INetwork
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly int _outputs;
    private readonly double _noise;
    private readonly double[] _units;
    private readonly double[] _factors;
    private readonly double[] _result;
    private readonly double[] _slopes;
    private readonly double[][] _values;
    private readonly double[][] _gradients;

    public TinyNetwork(Loss loss, int inputs, int hidden, int outputs, double noise = 0, int[]? image = null, string? wholeBatch = null)
    {
        (_inputs, _hidden, _outputs, _noise) = (inputs, hidden, outputs, noise);
        Info = TestInfo.Of(
            inputs,
            outputs,
            loss,
            Activation.Tanh,
            ("dense1.weight", [hidden, inputs], ParameterKind.Weight),
            ("dense1.bias", [hidden], ParameterKind.Bias),
            ("dense2.weight", [outputs, hidden], ParameterKind.Weight),
            ("dense2.bias", [outputs], ParameterKind.Bias));
        Info = Info with { WholeBatchLayer = wholeBatch };
        if (image is not null) Info = Info with { InputShape = [.. image] };
        Parameters = new(Info);
        (_units, _factors) = (new double[hidden], new double[hidden]);
        (_result, _slopes) = (new double[outputs], new double[outputs]);
        _values = [.. Info.Parameters.Select(p => new double[p.Length])];
        _gradients = [.. Info.Parameters.Select(p => new double[p.Length])];
        Initializer.Apply(Parameters, "pytorch", 7);
    }

    public NetworkInfo Info { get; }

    public ParameterSet<float> Parameters { get; }

    /// <summary>Called at the start of every gradient with its number, from 0; may change the loss that is returned.</summary>
    public Func<int, float?>? OnGradient { get; set; }

    /// <summary>Bytes allocated by this thread at the start of each gradient.</summary>
    public long[] Allocated { get; } = new long[10_000];

    public int Calls { get; private set; }

    public int Threads { get; private set; }

    public List<float[]>? SeenTargets { get; set; }

    public List<ulong>? SeenSeeds { get; set; }

    public List<float[]>? SeenInputs { get; set; }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Load();
        for (var s = 0; s < input.Length / _inputs; s++)
        {
            Run(input.Slice(s * _inputs, _inputs), training: false, seed: 0, s);
            for (var o = 0; o < _outputs; o++)
                output[(s * _outputs) + o] = (float)_result[o];
        }
    }

    public float Loss(ReadOnlySpan<float> input, ReadOnlySpan<float> target, ReadOnlySpan<float> sampleWeights = default) =>
        Accumulate(input, target, new GradientRequest<float> { SampleWeights = sampleWeights });

    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> target, GradientSet<float> into, GradientRequest<float> request = default)
    {
        Allocated[Calls] = GC.GetAllocatedBytesForCurrentThread();
        SeenTargets?.Add(target.ToArray());
        SeenInputs?.Add(input.ToArray());
        SeenSeeds?.Add(request.Seed);
        Threads = request.Threads;
        var forced = OnGradient?.Invoke(Calls);
        Calls++;
        var loss = Accumulate(input, target, request);
        for (var p = 0; p < _gradients.Length; p++)
        {
            var info = Info.Parameters[p];
            var packed = into.Memory.Slice(info.Offset, info.Layout.PackedLength);
            for (var i = 0; i < info.Length; i++)
                packed[info.Layout.IndexOf(i)] = (float)_gradients[p][i];
        }
        return forced ?? loss;
    }

    public void AccumulateCovariance(ReadOnlySpan<float> input, CovarianceSet into) => throw new NotSupportedException();

    public void Observe(ReadOnlySpan<float> input, ILayerObserver<float> observer) => throw new NotSupportedException();

    private float Accumulate(ReadOnlySpan<float> input, ReadOnlySpan<float> target, GradientRequest<float> request)
    {
        Load();
        foreach (var gradient in _gradients)
            Array.Clear(gradient);
        var count = input.Length / _inputs;
        var total = 0.0;
        for (var s = 0; s < count; s++)
            total += request.SampleWeights.IsEmpty ? 1 : request.SampleWeights[s];
        var width = target.Length / count;
        var sum = 0.0;
        for (var s = 0; s < count; s++)
        {
            var x = input.Slice(s * _inputs, _inputs);
            Run(x, request.Training, request.Seed, s);
            var weight = (request.SampleWeights.IsEmpty ? 1 : request.SampleWeights[s]) / total;
            sum += weight * LossOf(target.Slice(s * width, width), request.SoftTargets);
            for (var o = 0; o < _outputs; o++)
            {
                _slopes[o] *= weight;
                if (!request.Outputs.IsEmpty) request.Outputs[(s * _outputs) + o] = (float)_result[o];
            }
            Back(x);
        }
        return (float)sum;
    }

    private void Load()
    {
        for (var p = 0; p < _values.Length; p++)
        {
            var packed = Parameters.Packed(Info.Parameters[p]);
            for (var i = 0; i < _values[p].Length; i++)
                _values[p][i] = packed[Info.Parameters[p].Layout.IndexOf(i)];
        }
    }

    private void Run(ReadOnlySpan<float> x, bool training, ulong seed, int sample)
    {
        for (var h = 0; h < _hidden; h++)
        {
            var sum = _values[1][h];
            for (var i = 0; i < _inputs; i++)
                sum += _values[0][(h * _inputs) + i] * x[i];
            var draw = RandomSource.SplitMix64(seed, (ulong)((sample * _hidden) + h)) >> 11;
            _factors[h] = training ? 1 + (_noise * ((draw / (double)(1UL << 52)) - 1)) : 1;
            _units[h] = Math.Tanh(sum);
        }
        for (var o = 0; o < _outputs; o++)
        {
            _result[o] = _values[3][o];
            for (var h = 0; h < _hidden; h++)
                _result[o] += _values[2][(o * _hidden) + h] * _units[h] * _factors[h];
        }
    }

    private void Back(ReadOnlySpan<float> x)
    {
        for (var h = 0; h < _hidden; h++)
        {
            var slope = 0.0;
            for (var o = 0; o < _outputs; o++)
            {
                slope += _slopes[o] * _values[2][(o * _hidden) + h] * _factors[h];
                _gradients[2][(o * _hidden) + h] += _slopes[o] * _units[h] * _factors[h];
            }
            slope *= 1 - (_units[h] * _units[h]);
            _gradients[1][h] += slope;
            for (var i = 0; i < _inputs; i++)
                _gradients[0][(h * _inputs) + i] += slope * x[i];
        }
        for (var o = 0; o < _outputs; o++)
            _gradients[3][o] += _slopes[o];
    }

    // Leaves the slope by each output in _slopes.
    private double LossOf(ReadOnlySpan<float> target, bool soft)
    {
        if (Info.Loss == NetSpec.Loss.CrossEntropy) return CrossEntropy(target, soft);
        var sum = 0.0;
        for (var o = 0; o < _outputs; o++)
        {
            var (y, t) = (_result[o], (double)target[o]);
            var (loss, slope) = Info.Loss switch
            {
                NetSpec.Loss.Mse => ((y - t) * (y - t), 2 * (y - t)),
                NetSpec.Loss.Hinge => (Math.Max(0, 1 - (y * t)), 1 - (y * t) >= 0 ? -t : 0),
                NetSpec.Loss.BinaryCrossEntropy => (Math.Max(y, 0) - (y * t) + Math.Log(1 + Math.Exp(-Math.Abs(y))), (1 / (1 + Math.Exp(-y))) - t),
                _ => throw new NotSupportedException(),
            };
            sum += loss / _outputs;
            _slopes[o] = slope / _outputs;
        }
        return sum;
    }

    private double CrossEntropy(ReadOnlySpan<float> target, bool soft)
    {
        var (largest, sum, loss) = (double.NegativeInfinity, 0.0, 0.0);
        foreach (var y in _result)
            largest = Math.Max(largest, y);
        for (var o = 0; o < _outputs; o++)
            sum += Math.Exp(_result[o] - largest);
        for (var o = 0; o < _outputs; o++)
        {
            var logProbability = _result[o] - largest - Math.Log(sum);
            var wanted = soft ? target[o] : (int)target[0] == o ? 1 : 0;
            loss -= wanted * logProbability;
            _slopes[o] = Math.Exp(logProbability) - wanted;
        }
        return loss;
    }
}
