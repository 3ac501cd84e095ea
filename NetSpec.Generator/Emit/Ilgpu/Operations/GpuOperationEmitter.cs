using System;
using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>Prints one kind of operation for a device: the host's launches, and the kernels they need. One derived class per operation, listed in <see cref="GpuOperationEmitters"/>.</summary>
internal abstract class GpuOperationEmitter
{
    /// <summary>The operation.</summary>
    public abstract Type Operation { get; }

    /// <summary>Launches of the forward pass; buffers are views named after their values.</summary>
    public abstract void Forward(Operation operation, GpuContext k);

    /// <summary>Launches of the backward pass: from the gradient of the output to those of the input and the parameters.</summary>
    public abstract void Backward(Operation operation, GpuContext k);
}

/// <summary>A printer for one operation type.</summary>
internal abstract class GpuOperationEmitter<TOperation> : GpuOperationEmitter
    where TOperation : Operation
{
    public sealed override Type Operation => typeof(TOperation);

    public sealed override void Forward(Operation operation, GpuContext k) => Forward((TOperation)operation, k);

    public sealed override void Backward(Operation operation, GpuContext k) => Backward((TOperation)operation, k);

    protected abstract void Forward(TOperation o, GpuContext k);

    protected abstract void Backward(TOperation o, GpuContext k);
}

/// <summary>The one table of printers for devices.</summary>
internal static class GpuOperationEmitters
{
    private static readonly Dictionary<Type, GpuOperationEmitter> Table = new GpuOperationEmitter[]
    {
        new GpuGemm(),
        new GpuConvolve(),
        new GpuDepthwise(),
        new GpuPool(),
        new GpuMap(),
        new GpuSoftmax(),
        new GpuAffine(),
        new GpuNormalise(),
        new GpuNoise(),
        new GpuPad(),
        new GpuRecur(),
        new GpuPlanesToRows(),
        new GpuFork(),
        new GpuJoin(),
        new GpuConcatenate(),
        new GpuFlattenRows(),
        new GpuMeanOfRows(),
        new GpuNormaliseBatch(),
    }.ToDictionary(e => e.Operation);

    // A form of an operation that only a processor gains by, as Winograd's of a convolution, is printed as what it is a form of.
    public static GpuOperationEmitter Of(Operation operation)
    {
        for (var type = operation.GetType(); type is not null; type = type.BaseType)
        {
            if (Table.TryGetValue(type, out var emitter)) return emitter;
        }
        throw new NotSupportedException($"{operation.GetType().Name} has no form for devices.");
    }

    /// <summary>Operations that have a printer.</summary>
    public static IEnumerable<Type> Operations => Table.Keys;
}
