using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// Factors of dropout layers. Each row's stream is derived from the call's seed, the layer and the row's index in the call, so that neither
/// slices nor threads change what is drawn.
/// </summary>
public static unsafe class DropoutNoiseSource
{
    /// <summary>0 with probability rate, else 1 / (1 - rate).</summary>
    public static void Bernoulli<T>(T rate, ulong seed, int layer, long firstRow, int rows, int units, T* factors, nint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var kept = T.One / (T.One - rate);
        var threshold = double.CreateTruncating(rate);
        for (var row = 0; row < rows; row++, factors += stride)
        {
            var state = StreamOf(seed, layer, firstRow + row);
            for (var i = 0; i < units; i++)
                factors[i] = NextUniform(ref state) < threshold ? T.Zero : kept;
        }
    }

    /// <summary>N(1, rate / (1 - rate)).</summary>
    public static void Gaussian<T>(T rate, ulong seed, int layer, long firstRow, int rows, int units, T* factors, nint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var r = double.CreateTruncating(rate);
        var deviation = Math.Sqrt(r / (1 - r));
        for (var row = 0; row < rows; row++, factors += stride)
        {
            var state = StreamOf(seed, layer, firstRow + row);
            for (var i = 0; i < units; i++)
            {
                // Box and Muller (1958); 1 - u keeps the logarithm's argument above zero.
                var radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform(ref state)));
                factors[i] = T.CreateTruncating(1 + (deviation * radius * Math.Cos(2 * Math.PI * NextUniform(ref state))));
            }
        }
    }

    private static ulong StreamOf(ulong seed, int layer, long row)
    {
        // Each part is mixed before the next is added: sums alone would give neighbouring layers and rows one stream.
        var state = seed;
        state = Next(ref state) + (ulong)layer;
        state = Next(ref state) + (ulong)row;
        return Next(ref state);
    }

    private static double NextUniform(ref ulong state) => (Next(ref state) >> 11) * (1.0 / (1UL << 53));

    // SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
