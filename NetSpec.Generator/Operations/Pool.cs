namespace NetSpec.Generator;

/// <summary>One value from each window of each channel: the greatest, or the mean; padding is left out of both.</summary>
internal sealed class Pool(string layer, Value input, Value output, WindowGrid grid, bool isMean) : Operation(layer, input, output)
{
    public WindowGrid Grid { get; } = grid;

    /// <summary>The mean; else the greatest.</summary>
    public bool IsMean { get; } = isMean;

    public override bool KeepsZeros => !IsMean;

    // The greatest value of a window takes its gradient, and is at hand.
    public override bool CanMaskInputGradient => !IsMean;
}
