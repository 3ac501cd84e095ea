namespace NetSpec.Runtime;

/// <summary>
/// A convolution's kernels [units, inputs / groups, taps] in column panels of 32 units, as a dense weight's: panel, tap, input, unit. A panel
/// holds the inputs of those groups only that its units belong to; where it covers several groups, the values across them are zero.
/// </summary>
/// <param name="units">Output channels.</param>
/// <param name="inputsOfGroup">Input channels that one unit reads.</param>
/// <param name="taps">Values that a kernel spans: height times width.</param>
/// <param name="groups">Groups of channels that kernels do not read across.</param>
public sealed class KernelLayout(int units, int inputsOfGroup, int taps, int groups) : ParameterLayout
{
    private readonly int _padded = (units + 15) / 16 * 16;
    private readonly int _span = Span(units, inputsOfGroup, groups);

    /// <inheritdoc/>
    public override int PackedLength => checked(_padded * taps * _span);

    /// <inheritdoc/>
    public override int IndexOf(int index)
    {
        var tap = index % taps;
        var unit = index / taps / inputsOfGroup;
        var start = unit / 32 * 32;
        var width = Math.Min(32, _padded - start);
        var (first, last) = Groups(start, width, units, groups);
        var inputs = (last - first + 1) * inputsOfGroup;
        var input = ((unit / (units / groups)) - first) * inputsOfGroup + (index / taps % inputsOfGroup);
        return (start * taps * _span) + (((tap * inputs) + input) * width) + (unit - start);
    }

    /// <summary>The most inputs that a panel holds; every panel has room for as many.</summary>
    private static int Span(int units, int inputsOfGroup, int groups)
    {
        var most = 0;
        for (var start = 0; start < units; start += 32)
        {
            var (first, last) = Groups(start, 32, units, groups);
            most = Math.Max(most, (last - first + 1) * inputsOfGroup);
        }
        return most;
    }

    private static (int First, int Last) Groups(int start, int width, int units, int groups) =>
        (start / (units / groups), (Math.Min(start + width, units) - 1) / (units / groups));
}

/// <summary>Kernels of a depthwise convolution [channels, 1, taps]: tap, channel, so that channels lie in lanes.</summary>
/// <param name="channels">Channels.</param>
/// <param name="taps">Values that a kernel spans: height times width.</param>
public sealed class DepthwiseLayout(int channels, int taps) : ParameterLayout
{
    private readonly int _padded = (channels + 15) / 16 * 16;

    /// <inheritdoc/>
    public override int PackedLength => checked(_padded * taps);

    /// <inheritdoc/>
    public override int IndexOf(int index) => (index % taps * _padded) + (index / taps);
}
