using System.Numerics;

namespace NetSpec.Runtime;

/// <summary>
/// An optimizer's step with penalties on weights, which work element by element and so can be taken while the gradient is still being
/// computed; see <see cref="INetwork{T}.Train"/>. Clipping by the norm of the whole gradient cannot.
/// </summary>
public sealed unsafe class TrainingStep<T> : ParameterUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Optimizer<T> _optimizer;
    private readonly Penalty<T> _penalty;

    /// <summary>A step of an optimizer.</summary>
    /// <param name="optimizer">Changes the parameters that it was made for.</param>
    /// <param name="l1">Factor of the weights' absolute values in the loss.</param>
    /// <param name="l2">Factor of half the weights' squares in the loss.</param>
    public TrainingStep(Optimizer<T> optimizer, double l1 = 0, double l2 = 0) =>
        (_optimizer, _penalty, LearningRate) = (optimizer, new(optimizer.Parameters, l1, l2), optimizer.LearningRate);

    /// <summary>The rate of the next step; at first the optimizer's own.</summary>
    public double LearningRate { get; set; }

    /// <summary>The parameters that it changes.</summary>
    public ParameterSet<T> Parameters => _optimizer.Parameters;

    /// <summary>Takes the whole step at once, unless the loss is not finite.</summary>
    /// <param name="gradient">Gradient of the same parameters; penalties are added to it.</param>
    /// <param name="loss">The loss that it belongs to.</param>
    public void Take(GradientSet<T> gradient, double loss)
    {
        _optimizer.Require(gradient);
        Take(gradient.Memory.Pointer, loss);
        GC.KeepAlive(gradient);
    }

    /// <inheritdoc/>
    public override bool Begin(double loss)
    {
        if (!T.IsFinite(T.CreateChecked(loss))) return false;
        _optimizer.Begin();
        return HasBegun = true;
    }

    /// <inheritdoc/>
    public override void Apply(T* gradient, nint start, nint length)
    {
        // Both walk parameters and gradient by one index.
        _penalty.AddTo(gradient - start, start, start + length);
        _optimizer.Apply(gradient - start, start, start + length, LearningRate);
    }

    /// <summary>Forgets a step that a failure has cut off.</summary>
    internal void Reset() => HasBegun = false;

    internal void Take(T* gradient, double loss)
    {
        if (Begin(loss)) Finish(gradient, _optimizer.Trained);
    }

    /// <summary>Applies what is left of a step that has begun, and ends it.</summary>
    internal void Finish(T* gradient, ReadOnlySpan<ParameterRange> ranges)
    {
        foreach (var range in ranges) Apply(gradient + range.Start, (nint)range.Start, (nint)range.Length);
        HasBegun = false;
        Parameters.MarkChanged();
    }
}
