namespace NetSpec.Runtime;

/// <summary>
/// A recurrent weight [gates * hidden, inputs] in the column panels of <see cref="PanelLayout"/>, with every gate's block of hidden units
/// padded to a multiple of 16 of its own: the same unit of all gates then lies in the same lane.
/// </summary>
public sealed class GatePanelLayout(int gates, int hidden, int inputs) : ParameterLayout
{
    private readonly GateVectorLayout _columns = new(gates, hidden);
    private readonly PanelLayout _panels = new(new GateVectorLayout(gates, hidden).PackedLength, inputs);

    /// <inheritdoc/>
    public override int PackedLength => _panels.PackedLength;

    /// <inheritdoc/>
    public override int IndexOf(int index) => _panels.IndexOf((_columns.IndexOf(index / inputs) * inputs) + (index % inputs));
}

/// <summary>A recurrent bias [gates * hidden], every gate's block of hidden units padded to a multiple of 16 of its own.</summary>
public sealed class GateVectorLayout(int gates, int hidden) : ParameterLayout
{
    private readonly int _padded = (hidden + 15) / 16 * 16;

    /// <inheritdoc/>
    public override int PackedLength => checked(gates * _padded);

    /// <inheritdoc/>
    public override int IndexOf(int index) => (index / hidden * _padded) + (index % hidden);
}
