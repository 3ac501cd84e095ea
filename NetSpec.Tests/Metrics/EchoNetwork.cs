using System.Collections.Immutable;
using NetSpec.Runtime;

namespace NetSpec.Tests.Metrics;

/// <summary>A network whose output is its input, so that a test chooses the outputs. Its loss is the mean difference of first output and first target.</summary>
public sealed class EchoNetwork(Loss loss, int size) : INetwork
{
    public NetworkInfo Info { get; } = new()
    {
        Name = "Echo",
        Spec = "",
        SpecHash = "",
        InputShape = [size],
        OutputShape = [size],
        Loss = loss,
        Layers = [],
        Parameters = ImmutableArray<ParameterInfo>.Empty,
        Macs = 0,
        FirstLayerMacs = 0,
        ParameterCount = 0,
    };

    public ParameterSet<float> Parameters => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);

    public float Loss(ReadOnlySpan<float> input, ReadOnlySpan<float> target, ReadOnlySpan<float> sampleWeights = default)
    {
        var count = input.Length / size;
        var sum = 0f;
        for (var i = 0; i < count; i++)
            sum += input[i * size] - target[i * Info.TargetSize];
        return sum / count;
    }

    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> target, GradientSet<float> into, GradientRequest<float> request = default) =>
        throw new NotSupportedException();

    public void AccumulateCovariance(ReadOnlySpan<float> input, CovarianceSet into) => throw new NotSupportedException();

    public void Observe(ReadOnlySpan<float> input, ILayerObserver<float> observer) => throw new NotSupportedException();
}
