namespace NetSpec.Runtime;

/// <summary>
/// How a parameter lies in the kernels' memory. The home layout of parameters is the kernels' (packed, padded with zeros); PyTorch's
/// order is found in files and at this door only.
/// </summary>
public abstract class ParameterLayout
{
    /// <summary>Values it takes, padding included; a multiple of 16 so that every parameter starts on a 64-byte boundary.</summary>
    public abstract int PackedLength { get; }

    /// <summary>Where the value at a C-order index of PyTorch's shape lies, relative to the parameter's offset.</summary>
    public abstract int IndexOf(int index);
}

/// <summary>One value after another: biases, scales, statistics.</summary>
public sealed class VectorLayout(int length) : ParameterLayout
{
    /// <inheritdoc/>
    public override int PackedLength => (length + 15) / 16 * 16;

    /// <inheritdoc/>
    public override int IndexOf(int index) => index;
}

/// <summary>
/// A dense weight [units, inputs] in column panels of 32 units (one of 16 at the end where that is enough): panel, input, unit.
/// A register tile then reads two aligned vectors per input, whatever the width of a vector is.
/// </summary>
public sealed class PanelLayout(int units, int inputs) : ParameterLayout
{
    private readonly int _padded = (units + 15) / 16 * 16;

    /// <inheritdoc/>
    public override int PackedLength => checked(_padded * inputs);

    /// <inheritdoc/>
    public override int IndexOf(int index) => PanelIndex.Of(index / inputs, index % inputs, inputs, _padded);
}
