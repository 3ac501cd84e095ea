using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// A network that can compute a sequence step by step, of any length and without keeping it: recurrent layers, and layers that treat every
/// step alike. Generated classes offer it where all their layers do.
/// </summary>
/// <typeparam name="T">float; double in the build that tests use for finite differences.</typeparam>
public interface IStreamingNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values that a stream keeps from step to step; all zero before the first step.</summary>
    int StateSize { get; }

    /// <summary>
    /// One time step, inference mode: the same bits as this step of <see cref="INetwork{T}.Forward"/> over the whole sequence. What follows a
    /// layer that returns its last state is computed as if the sequence ended here. Thread-safe for states of their own, no allocation.
    /// </summary>
    /// <param name="input">The features of one step.</param>
    /// <param name="state"><see cref="StateSize"/> values of one stream, changed to those after the step.</param>
    /// <param name="output">The units of one step of the output.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    void Step(ReadOnlySpan<T> input, Span<T> state, Span<T> output);
}
