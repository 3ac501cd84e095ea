using NetSpec.Compiler;
using NetSpec.Runtime;

namespace NetSpec.Tests.Generator;

/// <summary>One network in float64 with random parameters, samples and targets, whose gradient can be held against central differences.</summary>
internal sealed class FiniteDifferences : IDisposable
{
    private const double Step = 1e-5;

    private readonly CompiledNetwork<double> _compiled;
    private readonly INetwork<double> _network;
    private readonly double[] _input, _target, _weights;
    private readonly bool _soft, _training;

    public FiniteDifferences(string spec, VectorPath path, int seed, bool soft = false, bool weighted = false, bool training = false, int samples = 7)
    {
        _compiled = SpecCompiler.Compile<double>(spec, "differences.net.yaml", path);
        _network = _compiled.Network;
        (_soft, _training) = (soft, training);
        var random = new Random(seed);
        foreach (var parameter in _network.Info.Parameters)
        {
            var values = Values(random, parameter.Length, 0.9);
            _network.Parameters.Write(parameter.Name, parameter.Kind == ParameterKind.RunningVariance ? Array.ConvertAll(values, Math.Abs) : values);
        }
        _input = Values(random, samples * _network.Info.InputSize, 1.5);
        _weights = weighted ? [.. Values(random, samples, 0.9).Select(w => 1 + w)] : [];
        _target = Targets(random, samples);
    }

    public void Dispose() => _compiled.Dispose();

    /// <summary>Asserts that analytic and central differences agree to 1e-6 of the largest, for each parameter and the input.</summary>
    public void AssertGradients()
    {
        var gradient = new GradientSet<double>(_network.Parameters);
        var byInput = new double[_input.Length];
        _network.Gradient(_input, _target, gradient, Request(byInput));
        var largest = 0.0;
        foreach (var parameter in _network.Info.Parameters.Where(p => p.IsTrained))
        {
            var values = _network.Parameters.Read(parameter.Name);
            var differences = Differences(values, () => _network.Parameters.Write(parameter.Name, values));
            largest = Math.Max(largest, AssertClose(parameter.Name, differences, gradient.Read(parameter.Name)));
        }
        largest = Math.Max(largest, AssertClose("input", Differences(_input, () => { }), byInput));
        Assert.True(largest > 1e-3, "Every gradient is next to nothing, so the comparison says nothing.");
    }

    private double[] Differences(double[] values, Action apply)
    {
        var scratch = new GradientSet<double>(_network.Parameters);
        return [.. values.Select((value, i) =>
        {
            var (above, below) = (LossAt(value + Step), LossAt(value - Step));
            values[i] = value;
            apply();
            return (above - below) / (2 * Step);

            double LossAt(double moved)
            {
                values[i] = moved;
                apply();
                return _network.Gradient(_input, _target, scratch, Request([]));
            }
        })];
    }

    private GradientRequest<double> Request(double[] byInput) =>
        new() { InputGradient = byInput, SampleWeights = _weights, SoftTargets = _soft, Training = _training, Seed = 11 };

    private double[] Targets(Random random, int samples)
    {
        var outputs = _network.Info.OutputSize;
        return _network.Info.Loss switch
        {
            Loss.CrossEntropy when _soft => [.. Enumerable.Range(0, samples).SelectMany(_ => Distribution(random, outputs))],
            Loss.CrossEntropy => [.. Enumerable.Range(0, samples).Select(_ => (double)random.Next(outputs))],
            Loss.BinaryCrossEntropy => [.. Enumerable.Range(0, samples * outputs).Select(_ => (double)random.Next(2))],
            Loss.Hinge => [.. Enumerable.Range(0, samples * outputs).Select(_ => (2.0 * random.Next(2)) - 1)],
            _ => Values(random, samples * outputs, 3),
        };
    }

    private static double[] Distribution(Random random, int classes)
    {
        var parts = Values(random, classes, 1).Select(Math.Abs).ToArray();
        return [.. parts.Select(p => p / parts.Sum())];
    }

    // Away from 0, where most kinks are; the others are hit with the chance of a step in a range.
    private static double[] Values(Random random, int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(_ => scale * (0.05 + (0.95 * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1))];

    private static double AssertClose(string name, double[] expected, double[] found)
    {
        var scale = expected.Max(Math.Abs);
        var worst = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        // A gradient that is zero, as that of a bias before a batchnorm, is seen through the round-off of two losses.
        Assert.True(worst <= (1e-6 * scale) + 1e-9, $"The gradient of {name} is off by {worst} where its largest value is {scale}.");
        return scale;
    }
}
