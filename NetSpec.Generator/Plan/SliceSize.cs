using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Samples of a slice. A sample of one row goes by the rows, so that activations of usual widths stay in the second-level cache. Sequences
/// and images have many rows a sample, but what follows them has few: below 32 samples the weights' memory traffic would decide.
/// </summary>
internal static class SliceSize
{
    private const int ForwardRows = 256;
    private const int GradientRows = 128;

    // From here on a slice of half as many samples takes half a millisecond: more than what adding two slices' gradients costs, so that a
    // batch of 128 is worth two threads.
    private const int LargeGradientRows = 64;
    private const long LargeMacs = 1L << 18;
    private const int UsualSamples = 32;

    // Values of the forward pass, 16 and 32 MB of floats: one sample of a large network may take more.
    private const long ForwardValues = 4L << 20;
    private const long GradientValues = 8L << 20;

    /// <summary>Threads cut batches at multiples of twelve samples, and slices must be cut there too, for the same bits.</summary>
    public const int SamplesOfTiles = 12;

    public static int Forward(IEnumerable<Value> values, Value input, int cut = SamplesOfTiles)
    {
        var samples = Samples(values, input, ForwardRows, ForwardValues);
        return samples < cut ? samples : (samples + cut - 1) / cut * cut;
    }

    /// <summary>The largest size that a batch may be cut by and is not above another.</summary>
    public static int Cut(int samples) => samples < SamplesOfTiles ? samples : samples / SamplesOfTiles * SamplesOfTiles;

    public static int Gradient(IEnumerable<Value> values, Value input, long macs) =>
        Samples(values, input, macs >= LargeMacs ? LargeGradientRows : GradientRows, GradientValues);

    private static int Samples(IEnumerable<Value> values, Value input, int rows, long length)
    {
        var perSample = values.Where(v => v.HasBuffer).Sum(v => (long)v.RowsPerSample * v.Stride);
        var most = values.Append(input).Max(v => v.RowsPerSample);
        return (int)Math.Max(Math.Max(1, rows / most), Math.Min(UsualSamples, length / Math.Max(perSample, 1)));
    }
}
