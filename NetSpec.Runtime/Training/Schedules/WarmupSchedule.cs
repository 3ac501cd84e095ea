namespace NetSpec.Runtime;

/// <summary>
/// The rate grows in equal steps from near 0 to full (Goyal et al. 2017, section 2.2); then another schedule runs over what is left, its time
/// starting at 0, so that a cosine still ends at its minimum.
/// </summary>
/// <param name="Length">Length of the growth; 1 or more.</param>
/// <param name="Unit">What <paramref name="Length"/> counts.</param>
/// <param name="Then">What follows; null: constant.</param>
public sealed record WarmupSchedule(int Length, WarmupUnit Unit = WarmupUnit.Epochs, Schedule? Then = null) : Schedule
{
    /// <inheritdoc/>
    public override double Rate(double learningRate, long step, long stepsPerEpoch, long steps)
    {
        var growth = Unit == WarmupUnit.Epochs ? Length * stepsPerEpoch : Length;
        return step < growth
            ? learningRate * (step + 1) / growth
            : (Then ?? Constant).Rate(learningRate, step - growth, stepsPerEpoch, steps - growth);
    }

    internal override bool DependsOnLength => Then?.DependsOnLength ?? false;

    internal override void Check()
    {
        if (Length < 1) throw new InputException(FormattableString.Invariant($"schedule warmup: it takes {Length} {UnitName}, it must be 1 or more."));
        if (Then is WarmupSchedule) throw new InputException("schedule warmup: another warmup follows; it must be constant, step or cosine.");
        Then?.Check();
    }

    internal override string Key => FormattableString.Invariant($"warmup({UnitName}={Length}, then={(Then ?? Constant).Key})");

    private string UnitName => Unit == WarmupUnit.Epochs ? "epochs" : "steps";
}

/// <summary>What the length of a warm-up counts.</summary>
public enum WarmupUnit
{
    /// <summary>Passes over the training data.</summary>
    Epochs,
    /// <summary>Batches.</summary>
    Steps,
}
