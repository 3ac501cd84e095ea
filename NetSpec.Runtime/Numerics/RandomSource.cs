using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// Random numbers that a seed fixes for good: xoshiro256** (Blackman and Vigna 2018, 2^256 - 1 numbers before it repeats), its state
/// filled by SplitMix64 (Steele, Lea and Flood 2014). Independent of <see cref="Random"/>, whose numbers may change with .NET. Not thread-safe.
/// </summary>
/// <param name="seed">Any value, also 0; equal seeds give equal numbers.</param>
public sealed class RandomSource(ulong seed)
{
    private ulong _a = SplitMix64(seed, 1);
    private ulong _b = SplitMix64(seed, 2);
    private ulong _c = SplitMix64(seed, 3);
    private ulong _d = SplitMix64(seed, 4);
    private double _spare = double.NaN;

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and variance 1: Marsaglia's polar method (1964), which makes two at a time and keeps one.</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        double x, y, square;
        do
        {
            x = (2 * NextDouble()) - 1;
            y = (2 * NextDouble()) - 1;
            square = (x * x) + (y * y);
        }
        while (square >= 1 || square == 0);
        var scale = Math.Sqrt(-2 * Math.Log(square) / square);
        _spare = y * scale;
        return x * scale;
    }

    /// <summary>Uniform in [0, bound), without bias: numbers of the incomplete last stretch are drawn again (Lemire 2019).</summary>
    public int NextInt32(int exclusiveUpperBound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveUpperBound);
        var bound = (ulong)exclusiveUpperBound;
        var rejected = (0 - bound) % bound;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), bound, out var low);
            if (low >= rejected)
                return (int)high;
        }
    }

    /// <summary>Puts items in random order (Fisher and Yates, from the back).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>The n-th output, counted from 1, of the SplitMix64 that starts at a seed; also a good hash of two numbers.</summary>
    public static ulong SplitMix64(ulong seed, ulong n)
    {
        var z = seed + (n * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
