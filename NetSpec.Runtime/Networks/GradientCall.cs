using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>Checks of a call of Gradient or Loss, the same on the processor and on a device.</summary>
internal static class GradientCall
{
    /// <summary>Refuses lengths that do not fit; gives the number of samples and the sum of their weights.</summary>
    public static (int Samples, double Weight) Check<T>(
        ReadOnlySpan<T> input, ReadOnlySpan<T> target, scoped in GradientRequest<T> request, int inputSize, int outputSize, int targetSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (request.Threads < 0) throw new ArgumentException($"{request.Threads} threads were asked for; expected 0, for as many as there may be, or more.", nameof(request));
        var samples = Lengths.Samples(input.Length, inputSize, nameof(input));
        Lengths.Require(target.Length, samples, targetSize, nameof(target));
        Lengths.RequireIfAny(request.InputGradient.Length, samples, inputSize, nameof(request.InputGradient));
        Lengths.RequireIfAny(request.Outputs.Length, samples, outputSize, nameof(request.Outputs));
        Lengths.RequireIfAny(request.SampleWeights.Length, samples, 1, nameof(request.SampleWeights));
        if (request.SampleWeights.IsEmpty) return (samples, samples);
        var weight = 0.0;
        for (var i = 0; i < request.SampleWeights.Length; i++)
        {
            var value = request.SampleWeights[i];
            if (!(value >= T.Zero && T.IsFinite(value)))
                throw new ArgumentException($"The weight of sample {i} is {value}; weights are finite and not negative.", nameof(request));
            weight += double.CreateChecked(value);
        }
        return (samples, weight);
    }

    /// <summary>Refuses a gradient of other parameters, which may be as long and laid out otherwise.</summary>
    public static void RequireOwn<T>(GradientSet<T> into, ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(into);
        if (!ReferenceEquals(into.Parameters, parameters))
            throw new ArgumentException($"The gradient belongs to other parameters than those of this {parameters.Info.Name}.", nameof(into));
    }

    /// <summary>Refuses classes that are no outputs, where targets are classes.</summary>
    public static void RequireClasses<T>(Loss loss, bool softTargets, ReadOnlySpan<T> target, int outputSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (loss == Loss.CrossEntropy && !softTargets) Lengths.RequireClasses(target, outputSize);
    }

    /// <summary>What a sample's loss is multiplied by: the mean is over samples by their weights, and for losses by element over outputs too.</summary>
    public static double Scale(Loss loss, double weight, int outputSize) => 1 / (loss == Loss.CrossEntropy ? weight : weight * outputSize);

    /// <summary>Refuses a batch with one value per unit where a layer normalises over the batch.</summary>
    public static void RequireBatch(string layer, int rowsPerSample, int samples)
    {
        if ((long)samples * rowsPerSample < 2)
            throw new InputException($"'{layer}' normalises over the batch, and a batch of 1 sample has one value per unit; training needs at least 2.");
    }
}
