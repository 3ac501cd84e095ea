using NetSpec.Spec;

namespace NetSpec.Pruning;

/// <summary>How a kernel slides over an image; a sequence is one of height 1.</summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns.</param>
/// <param name="OutputHeight">Positions of the kernel from top to bottom.</param>
/// <param name="OutputWidth">And from left to right.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Stride">From one position to the next.</param>
/// <param name="Dilation">From one value that it reads to the next.</param>
/// <param name="Padding">Zeros above and to the left.</param>
internal sealed record PatchGrid(
    int Height, int Width, int OutputHeight, int OutputWidth, Extent Kernel, Extent Stride, Extent Dilation, Extent Padding)
{
    /// <summary>Values that the kernel reads of one channel.</summary>
    public int Taps => Kernel.Height * Kernel.Width;

    /// <summary>
    /// Rows of channels, one per pixel, [samples * pixels, channels], as rows of what the kernel reads at each of its positions,
    /// [samples * positions, channels * taps], the taps of a channel side by side and padding as zeros.
    /// </summary>
    public double[,] Patches(double[,] rows)
    {
        var channels = rows.GetLength(1);
        var samples = rows.GetLength(0) / (Height * Width);
        var patches = new double[samples * OutputHeight * OutputWidth, channels * Taps];
        for (var patch = 0; patch < patches.GetLength(0); patch++)
        {
            var (sample, position) = (patch / (OutputHeight * OutputWidth), patch % (OutputHeight * OutputWidth));
            var (top, left) = ((position / OutputWidth * Stride.Height) - Padding.Height, (position % OutputWidth * Stride.Width) - Padding.Width);
            for (var tap = 0; tap < Taps; tap++)
            {
                var (y, x) = (top + (tap / Kernel.Width * Dilation.Height), left + (tap % Kernel.Width * Dilation.Width));
                if (y < 0 || y >= Height || x < 0 || x >= Width) continue;
                var row = (((sample * Height) + y) * Width) + x;
                for (var channel = 0; channel < channels; channel++) patches[patch, (channel * Taps) + tap] = rows[row, channel];
            }
        }
        return patches;
    }
}
