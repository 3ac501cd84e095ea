namespace NetSpec.Runtime;

/// <summary>
/// Half a cosine from the rate to a minimum over the whole training (Loshchilov and Hutter 2017, equation 5, without restarts), step by step:
/// PyTorch's CosineAnnealingLR called once a step.
/// </summary>
/// <param name="Minimum">The rate at the end; 0 or above.</param>
public sealed record CosineSchedule(double Minimum = 0) : Schedule
{
    /// <inheritdoc/>
    public override double Rate(double learningRate, long step, long stepsPerEpoch, long steps) =>
        Minimum + ((learningRate - Minimum) * 0.5 * (1 + Math.Cos(Math.PI * step / steps)));

    internal override bool DependsOnLength => true;

    internal override void Check()
    {
        if (!(Minimum >= 0) || !double.IsFinite(Minimum))
            throw new InputException(FormattableString.Invariant($"schedule cosine: minimum is {Minimum}, it must be 0 or above."));
    }

    internal override string Key => FormattableString.Invariant($"cosine(minimum={Minimum})");
}
