namespace NetSpec.Runtime;

/// <summary>How the learning rate changes from step to step.</summary>
public abstract record Schedule
{
    /// <summary>The rate that never changes.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The rate of a step.</summary>
    /// <param name="learningRate">The optimizer's own rate.</param>
    /// <param name="step">Which step of the training, from 0.</param>
    /// <param name="stepsPerEpoch">Steps of one epoch.</param>
    /// <param name="steps">Steps of the whole training.</param>
    public abstract double Rate(double learningRate, long step, long stepsPerEpoch, long steps);

    /// <summary>Whether rates depend on the number of epochs: a training of another length is then another training from its first step.</summary>
    internal virtual bool DependsOnLength => false;

    /// <summary>Refuses numbers that make no sense.</summary>
    internal virtual void Check()
    {
    }

    /// <summary>The schedule as text that is the same in every culture; tells checkpoints apart.</summary>
    internal abstract string Key { get; }
}

/// <summary>The optimizer's rate throughout.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override double Rate(double learningRate, long step, long stepsPerEpoch, long steps) => learningRate;

    internal override string Key => "constant";
}
