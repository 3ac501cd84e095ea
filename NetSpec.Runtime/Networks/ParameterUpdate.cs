namespace NetSpec.Runtime;

/// <summary>
/// What a training step makes of the gradient. Kernels that have a weight's gradient for good hand it over part by part, while it lies in
/// the first-level cache; a pass over all parameters afterwards would read and write as much memory as a small batch's whole gradient.
/// </summary>
public abstract unsafe class ParameterUpdate<T>
    where T : unmanaged
{
    /// <summary>Whether the step changes parameters; false until <see cref="Begin"/> has accepted the loss.</summary>
    public bool HasBegun { get; private protected set; }

    /// <summary>Comes before the first part, once a step.</summary>
    /// <param name="loss">Loss of all samples.</param>
    /// <returns>False: the loss is not finite, and no parameter is to change.</returns>
    public abstract bool Begin(double loss);

    /// <summary>Changes some parameters, whose gradient is complete and which nobody reads any more in this step.</summary>
    /// <param name="gradient">Gradient of these parameters; may be changed.</param>
    /// <param name="start">The first of them in the parameter memory, a multiple of 16.</param>
    /// <param name="length">How many, a multiple of 16.</param>
    public abstract void Apply(T* gradient, nint start, nint length);
}
