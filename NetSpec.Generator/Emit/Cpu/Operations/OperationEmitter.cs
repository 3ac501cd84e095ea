using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints one kind of operation for the processor. One derived class per operation, listed in <see cref="OperationEmitters"/>.</summary>
internal abstract class OperationEmitter
{
    /// <summary>The operation.</summary>
    public abstract Type Operation { get; }

    /// <summary>Statements of the forward pass; buffers are pointers named after their values.</summary>
    public abstract void Forward(Operation operation, KernelContext k);

    /// <summary>Statements of the backward pass: from the gradient of the output to those of the input and the parameters.</summary>
    public abstract void Backward(Operation operation, KernelContext k);

    /// <summary>Statements that bring copies up to date which the forward pass reads.</summary>
    public virtual void RefreshForward(Operation operation, KernelContext k)
    {
    }

    /// <summary>Statements that bring copies up to date which only the backward pass reads.</summary>
    public virtual void RefreshBackward(Operation operation, KernelContext k)
    {
    }

    /// <summary>The form chosen, for people.</summary>
    public virtual string Form(Operation operation) => "rows of vectors";

    /// <summary>Whether one sample can be printed unrolled.</summary>
    public virtual bool CanUnroll(Operation operation) => operation.Input.RowsPerSample == 1 && operation.Output.RowsPerSample == 1;

    /// <summary>Unrolled vector multiply-adds of one sample; 0 where it is not unrolled but called.</summary>
    public virtual int SingleCost(Operation operation, VectorTarget target) => 0;

    /// <summary>
    /// What the looped kernels take for one sample, in vector multiply-adds at full speed, for estimates of time: what waits for memory or for
    /// other sums counts with that. Of most operations it is a pass over their values.
    /// </summary>
    public virtual double SampleCost(Operation operation, VectorTarget target) =>
        operation.Inputs.Concat(operation.Outputs).Sum(v => Vectors(v, target));

    /// <summary>Vectors of one sample of a value.</summary>
    protected static double Vectors(Value value, VectorTarget target) => value.RowsPerSample * Lanes(value.Width, target);

    /// <summary>Vectors of a row with its padding.</summary>
    protected static double Lanes(int units, VectorTarget target) => (double)Padding.Round(units) / target.Lanes;

    /// <summary>Statements of the fully unrolled pass over one sample.</summary>
    public abstract void Single(Operation operation, SingleContext s);
}

/// <summary>A printer for one operation type.</summary>
internal abstract class OperationEmitter<TOperation> : OperationEmitter
    where TOperation : Operation
{
    public sealed override Type Operation => typeof(TOperation);

    public sealed override void Forward(Operation operation, KernelContext k) => Forward((TOperation)operation, k);

    public sealed override void Backward(Operation operation, KernelContext k) => Backward((TOperation)operation, k);

    public sealed override void Single(Operation operation, SingleContext s) => Single((TOperation)operation, s);

    protected abstract void Forward(TOperation operation, KernelContext k);

    protected abstract void Backward(TOperation operation, KernelContext k);

    /// <summary>Only where <see cref="OperationEmitter.CanUnroll"/>.</summary>
    protected virtual void Single(TOperation operation, SingleContext s) => throw new NotSupportedException($"{typeof(TOperation).Name} has no unrolled form.");
}

/// <summary>The one table of printers for the processor.</summary>
internal static class OperationEmitters
{
    private static readonly Dictionary<Type, OperationEmitter> Table = new OperationEmitter[]
    {
        new GemmEmitter(),
        new DotProductsEmitter(),
        new ConvolveEmitter(),
        new WinogradEmitter(),
        new ConvolvePlanesEmitter(),
        new PooledPlanesEmitter(),
        new PooledTilesEmitter(),
        new DepthwiseEmitter(),
        new PoolEmitter(),
        new MapEmitter(),
        new SoftmaxEmitter(),
        new AffineEmitter(),
        new NormaliseEmitter(),
        new NoiseEmitter(),
        new PadEmitter(),
        new RecurEmitter(),
        new SlideWindowEmitter(),
        new PlanesToRowsEmitter(),
        new ForkEmitter(),
        new JoinEmitter(),
        new ConcatenateEmitter(),
        new FlattenRowsEmitter(),
        new MeanOfRowsEmitter(),
        new NormaliseBatchEmitter(),
    }.ToDictionary(e => e.Operation);

    public static OperationEmitter Of(Operation operation) => Table[operation.GetType()];
}
