using NetSpec.Runtime;

namespace NetSpec.Tests.Training;

/// <summary>Samples in memory.</summary>
internal sealed class ArraySource(float[] inputs, float[] targets, int inputSize, int targetSize) : IDataSource
{
    public long Count => inputs.Length / inputSize;

    public int InputSize => inputSize;

    public int TargetSize => targetSize;

    public void Read(ReadOnlySpan<long> indices, Span<float> into, Span<float> intoTargets)
    {
        for (var i = 0; i < indices.Length; i++)
        {
            inputs.AsSpan((int)indices[i] * inputSize, inputSize).CopyTo(into[(i * inputSize)..]);
            targets.AsSpan((int)indices[i] * targetSize, targetSize).CopyTo(intoTargets[(i * targetSize)..]);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>Points around two circles: class 1 outside, 0 inside; targets by loss.</summary>
    public static ArraySource Circles(int count, ulong seed, Loss loss)
    {
        var random = new RandomSource(seed);
        var (inputs, targets) = (new float[2 * count], new float[count]);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = ((2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1);
            var outside = (x * x) + (y * y) > 0.6;
            (inputs[2 * i], inputs[(2 * i) + 1]) = ((float)x, (float)y);
            targets[i] = outside ? 1 : loss == Loss.Hinge ? -1 : 0;
        }
        return new(inputs, targets, 2, 1);
    }
}
