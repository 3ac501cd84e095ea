namespace NetSpec.Runtime;

/// <content>
/// Training steps. Where one thread adds up all slices, the last slice's gradients are the call's, and its kernels hand those of large
/// weights to the optimizer at once. In all other cases the optimizer comes after the gradient; both ways give the same bits.
/// </content>
public sealed unsafe partial class NetworkRunner<T>
{
    private readonly ParameterRange[] _updatedAfterwards;

    /// <summary>One training step; see <see cref="INetwork{T}.Train"/>.</summary>
    public T Train(ReadOnlySpan<T> input, ReadOnlySpan<T> target, GradientSet<T> scratch, TrainingStep<T> step, scoped in GradientRequest<T> request)
    {
        if (!ReferenceEquals(step.Parameters, _parameters))
            throw new ArgumentException($"The step changes other parameters than those of this {_info.Name}.", nameof(step));
        var loss = Run(input, target, Memory(scratch), request, step);
        GC.KeepAlive(scratch);
        return loss;
    }

    private void UpdateInBackward(ref GradientSlice<T> call, TrainingStep<T> step, int slices)
    {
        if (_layout.UpdatedInBackward.IsEmpty) return;
        call.Update = step;
        call.LossBefore = TotalLoss(slices - 1);
    }

    private void Finish(TrainingStep<T> step, T* gradient, double loss)
    {
        if (!step.HasBegun)
        {
            step.Take(gradient, loss);
            return;
        }
        // Where gradients are gathered, the copies that the next one reads were changed along with the weights.
        var isFresh = _layout.GradientPieces > 0 && _backwardVersion == _parameters.Version;
        step.Finish(gradient, _updatedAfterwards);
        if (isFresh && _parameters.Version == _backwardVersion + 1) _backwardVersion++;
    }
}
