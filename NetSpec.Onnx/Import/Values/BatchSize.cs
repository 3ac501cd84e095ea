namespace NetSpec.Onnx.Import;

/// <summary>How many samples the model takes at once.</summary>
/// <param name="Number">The number; where it is free a number that no dimension of a model is likely to have stands for it.</param>
/// <param name="IsFree">Whether the model takes any number.</param>
internal readonly record struct BatchSize(int Number, bool IsFree)
{
    /// <summary>Any number of samples.</summary>
    public static BatchSize Free { get; } = new(2971, true);

    /// <summary>Any number of samples, with another number that stands for it: what is said of both is said of any.</summary>
    public static BatchSize FreeToo { get; } = new(3329, true);
}
