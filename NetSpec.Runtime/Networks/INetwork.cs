using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>A generated network in single precision.</summary>
public interface INetwork : INetwork<float>;

/// <summary>What every generated class offers. All buffers are samples one after another, C order; a length that is no whole number of samples is an ArgumentException that names both numbers.</summary>
/// <typeparam name="T">float; double in the build that tests use for finite differences.</typeparam>
public interface INetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Shapes, parameters and costs.</summary>
    NetworkInfo Info { get; }

    /// <summary>The parameters in the kernels' layout, with doors to PyTorch's.</summary>
    ParameterSet<T> Parameters { get; }

    /// <summary>Inference: one sample or a batch. Thread-safe, no allocation.</summary>
    /// <param name="input">n * InputSize values.</param>
    /// <param name="output">n * OutputSize values.</param>
    void Forward(ReadOnlySpan<T> input, Span<T> output);

    /// <summary>
    /// Mean loss and its gradient. Calls of one instance from several threads, of Loss and Train too, wait for each other; no allocation after the first call of a batch size. In training mode batch
    /// normalisation also moves its running mean and variance, which are among <see cref="Parameters"/>; no other parameter is changed.
    /// </summary>
    /// <param name="input">n * InputSize values.</param>
    /// <param name="target">n * TargetSize values: n classes for cross entropy, else n * OutputSize.</param>
    /// <param name="into">Overwritten with the gradient of the parameters.</param>
    /// <param name="request">What else is asked for: training mode, noise seed, sample weights, input gradient, outputs, threads.</param>
    /// <returns>The mean loss; 0 for no samples.</returns>
    /// <exception cref="InputException">Training mode with batch normalisation and one value per unit.</exception>
    T Gradient(ReadOnlySpan<T> input, ReadOnlySpan<T> target, GradientSet<T> into, GradientRequest<T> request = default);

    /// <summary>
    /// One training step: loss, gradient and update. The bits are those of <see cref="Gradient"/> and <see cref="TrainingStep{T}.Take(GradientSet{T}, double)"/>,
    /// which this is unless a generated class changes weights while it computes their gradients. A loss that is not finite changes no weight;
    /// running statistics of batch normalisation have seen the batch by then.
    /// </summary>
    /// <param name="input">n * InputSize values.</param>
    /// <param name="target">n * TargetSize values, as for <see cref="Gradient"/>.</param>
    /// <param name="scratch">Room for the gradient; what it holds afterwards has no meaning.</param>
    /// <param name="step">Changes <see cref="Parameters"/>.</param>
    /// <param name="request">As for <see cref="Gradient"/>: set Training where there is dropout or batch normalisation.</param>
    /// <returns>The mean loss before the step.</returns>
    T Train(ReadOnlySpan<T> input, ReadOnlySpan<T> target, GradientSet<T> scratch, TrainingStep<T> step, GradientRequest<T> request = default)
    {
        var loss = Gradient(input, target, scratch, request);
        step.Take(scratch, double.CreateChecked(loss));
        return loss;
    }

    /// <summary>Mean loss alone, inference mode. Sizes as in <see cref="Gradient"/>.</summary>
    T Loss(ReadOnlySpan<T> input, ReadOnlySpan<T> target, ReadOnlySpan<T> sampleWeights = default);

    /// <summary>Adds the samples to the moments of every layer that <paramref name="into"/> was made for. One call at a time per set.</summary>
    void AccumulateCovariance(ReadOnlySpan<T> input, CovarianceSet into);

    /// <summary>Runs inference and hands every layer's output to an observer, slice by slice in order of samples.</summary>
    void Observe(ReadOnlySpan<T> input, ILayerObserver<T> observer);
}
