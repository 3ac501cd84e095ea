namespace NetSpec.Generator;

/// <summary>
/// The tiles of F(m x m, 3x3): m by m results are read from (m + 2) by (m + 2) inputs and take as many products, in place of 9 m m. The points
/// that the transformations evaluate polynomials at decide what they cost in digits. With m = 2 these are 0, 1, -1 and infinity, which
/// lose less than the direct sum's own rounding. With m = 4 the paper's 0, +-1, +-2 and infinity give eight times the error of a direct
/// sum in float32; 0, +-sqrt(1/2), +-sqrt(2) and infinity, whose powers stay near one, give twice that error.
/// </summary>
/// <param name="Results">m.</param>
/// <param name="Suffix">For the names of generated methods.</param>
/// <param name="InputCost">Vector operations that transform a tile of a vector of channels; half as many stores of 64 bytes count twice.</param>
/// <param name="OutputCost">The same back.</param>
internal sealed record WinogradTile(int Results, string Suffix, int InputCost, int OutputCost)
{
    /// <summary>F(2x2, 3x3).</summary>
    public static readonly WinogradTile Small = new(2, "", 60, 40);

    /// <summary>F(4x4, 3x3).</summary>
    public static readonly WinogradTile Large = new(4, "Large", 200, 130);

    // Tiles are the same on every path; what they cost differs in proportion.
    private static readonly VectorTarget Widest = new(512, Precision.Single);

    // Above this the kernels of a layer leave the caches, and of both forms the one with fewer values to read wins.
    private const long MostKernels = 4L << 20;

    // A quarter of usual second-level caches: fewer tiles than a register tile has rows do not repay reading more from farther away.
    private const long MostKernelsOfFewTiles = 256L << 10;

    /// <summary>Pixels that a tile reads along an edge.</summary>
    public int Edge => Results + 2;

    /// <summary>Products of a tile and a channel.</summary>
    public int Places => Edge * Edge;

    /// <summary>For people.</summary>
    public override string ToString() => $"F({Results}x{Results}, 3x3)";

    /// <summary>Tiles of a sample.</summary>
    public int Count(ConvolutionWalk walk) => Across(walk.Lines) * Across(walk.Pixels);

    /// <summary>Values of the transformed kernels.</summary>
    public long KernelsLength(int inputs, int units) => (long)Places * inputs * Padding.Round(units);

    /// <summary>A walk with zeros behind the image up to whole tiles.</summary>
    public ConvolutionWalk Whole(ConvolutionWalk walk) => walk with { Lines = Whole(walk.Lines), Pixels = Whole(walk.Pixels) };

    /// <summary>Whether these tiles compute a convolution faster than others, of one sample and of many.</summary>
    public bool Beats(WinogradTile other, ConvolutionWalk walk) =>
        Cost(walk, Widest) < other.Cost(walk, Widest)
        && KernelsLength(walk.Inputs, walk.Units) <= (Count(walk) < Winograd.MostRows ? MostKernelsOfFewTiles : MostKernels);

    /// <summary>Vector operations of a sample.</summary>
    public double Cost(ConvolutionWalk walk, VectorTarget target)
    {
        var (inputs, units) = ((double)Padding.Round(walk.Inputs) / target.Lanes, (double)Padding.Round(walk.Units) / target.Lanes);
        return Count(walk) * ((Places * walk.Inputs * units) + (inputs * InputCost) + (units * OutputCost));
    }

    private int Across(AxisWalk axis) => (axis.Places + Results - 1) / Results;

    private AxisWalk Whole(AxisWalk axis) => axis with { After = (Across(axis) * Results) + 2 - axis.Size - axis.Before };
}
