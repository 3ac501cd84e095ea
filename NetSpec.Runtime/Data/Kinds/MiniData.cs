namespace NetSpec.Runtime;

/// <summary>
/// The thesis's MINI (4.3.1): T ~ N(0, I + 0.1 11^T) in R^30; x = exp(T) if |T| is below 1, else log|T|, value by value;
/// y = 1 if mean(x) is at least -0.6, else 0.
/// </summary>
internal sealed class MiniData : DataKind
{
    private const int InputSize = 30;
    private const double SharedVariance = 0.1;
    private const double Threshold = -0.6;
    private const int MaxSamples = 10_000_000;

    public override string Name => "mini";

    public override IReadOnlyList<string> Keys { get; } = ["train", "test", "seed"];

    public override LoadedData Load(DataArguments arguments)
    {
        var seed = arguments.Seed("seed") ?? 0;
        var train = Make((int)arguments.Integer("train", 100, 1, MaxSamples), RandomSource.SplitMix64(seed, 1));
        var test = (int)arguments.Integer("test", 2000, 0, MaxSamples);
        return new(train, test == 0 ? null : Make(test, RandomSource.SplitMix64(seed, 2)), new(Name, [], [], 1), Seed: seed);
    }

    /// <summary>Draws samples; each has numbers of its own, so that more of them leave the first ones as they were.</summary>
    private static MemorySource Make(int count, ulong seed)
    {
        var inputs = new float[count * InputSize];
        var targets = new float[count];
        for (var i = 0; i < count; i++)
            targets[i] = Draw(new RandomSource(RandomSource.SplitMix64(seed, (ulong)i + 1)), inputs.AsSpan(i * InputSize, InputSize));
        return new(inputs, targets, InputSize);
    }

    private static float Draw(RandomSource random, Span<float> x)
    {
        Span<double> t = stackalloc double[InputSize];
        var shared = Math.Sqrt(SharedVariance) * random.NextGaussian();
        var square = 0.0;
        foreach (ref var value in t)
        {
            value = random.NextGaussian() + shared;
            square += value * value;
        }
        var sum = 0.0;
        for (var i = 0; i < t.Length; i++)
        {
            var value = square < 1 ? Math.Exp(t[i]) : Math.Log(Math.Abs(t[i]));
            x[i] = (float)value;
            sum += value;
        }
        return sum / InputSize >= Threshold ? 1 : 0;
    }
}
