namespace NetSpec.Runtime;

/// <summary>Everything a recipe says about training; the defaults train.</summary>
public sealed record TrainingOptions
{
    /// <summary>What changes the parameters.</summary>
    public OptimizerOptions Optimizer { get; init; } = new("adam");

    /// <summary>Samples of a step; the last step of an epoch takes what is left, and is left out where that is one sample and a layer normalises over the batch.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Passes over the training data; 0 changes nothing.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Fixes the order of samples, their random changes and the noise of dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>For <see cref="Runtime.Initializer.Apply"/>, which the caller calls where training starts afresh; the trainer starts from the parameters it finds.</summary>
    public string? Initializer { get; init; }

    /// <summary>How the learning rate changes.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>Adds l1 |w| to the loss, weights only.</summary>
    public double L1 { get; init; }

    /// <summary>Adds l2 / 2 |w|^2 to the loss, weights only.</summary>
    public double L2 { get; init; }

    /// <summary>Largest L2 norm of the gradient; null: any.</summary>
    public double? Clip { get; init; }

    /// <summary>A weight per class: the loss is sum(w l) / sum(w) over a batch, as in PyTorch; null: all 1.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Stops when the validation loss (the training loss where there is none) no longer falls, and restores the best epoch; null: never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Most threads of a step, the caller's included; the result does not depend on it. 0: as <see cref="Runtime.Threads.Limit"/> says.</summary>
    public int Threads { get; init; }

    /// <summary>Where training is kept so that it can go on after a stop; null: nowhere.</summary>
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Learns from a teacher's outputs as well; the context names the teacher.</summary>
    public bool Distill { get; init; }

    /// <summary>Random changes of the training images, in this order; the seed fixes them.</summary>
    public IReadOnlyList<AugmentOptions> Augment { get; init; } = [];
}

/// <summary>When training ends early.</summary>
/// <param name="Patience">Epochs in a row without a lower loss after which it stops; 1 or more.</param>
public sealed record EarlyStopping(int Patience);

/// <summary>
/// Where training is kept. If the file is there when training starts, training goes on from it, given the same data, options and parameters as
/// that training began with: a network is initialised in the same way again.
/// </summary>
/// <param name="Path">A safetensors file; replaced whole or not at all.</param>
/// <param name="Every">Epochs between writes; the last epoch is always written.</param>
public sealed record CheckpointOptions(string Path, int Every = 1);
