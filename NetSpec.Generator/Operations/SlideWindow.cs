namespace NetSpec.Generator;

/// <summary>
/// The last steps of a stream as the rows that a causal window reads: those that the caller keeps, then the newest, which pushes the oldest
/// out. A stream starts with zeros, as the padding of the whole sequence does.
/// </summary>
/// <param name="stateOffset">Where its part of the stream's state begins.</param>
internal sealed class SlideWindow(string layer, Value input, Value output, int stateOffset) : Operation(layer, input, output)
{
    /// <summary>Steps that are kept.</summary>
    public int Kept => Output.RowsPerSample - 1;

    public int StateOffset { get; } = stateOffset;

    public override int? StateSize => Kept * Input.Width;
}
