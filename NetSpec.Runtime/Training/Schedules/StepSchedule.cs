namespace NetSpec.Runtime;

/// <summary>The rate is multiplied by a factor after every so many epochs (PyTorch's StepLR).</summary>
/// <param name="Every">Epochs between changes; 1 or more.</param>
/// <param name="Factor">What the rate is multiplied by; above 0.</param>
public sealed record StepSchedule(int Every, double Factor = 0.1) : Schedule
{
    /// <inheritdoc/>
    public override double Rate(double learningRate, long step, long stepsPerEpoch, long steps) =>
        learningRate * Math.Pow(Factor, step / stepsPerEpoch / Every);

    internal override void Check()
    {
        if (Every < 1) throw new InputException(FormattableString.Invariant($"schedule step: every is {Every} epochs, it must be 1 or more."));
        if (!(Factor > 0) || !double.IsFinite(Factor))
            throw new InputException(FormattableString.Invariant($"schedule step: factor is {Factor}, it must be above 0."));
    }

    internal override string Key => FormattableString.Invariant($"step(every={Every}, factor={Factor})");
}
