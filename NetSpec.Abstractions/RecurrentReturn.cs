namespace NetSpec;

/// <summary>What a recurrent layer gives.</summary>
public enum RecurrentReturn
{
    /// <summary>The state after the last step, [units].</summary>
    Last,
    /// <summary>The state after every step, [time, units].</summary>
    Sequence,
}
