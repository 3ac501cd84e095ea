using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Merges a layer's own cheap activation into its multiplication's epilogue, and lets a consumer's backward epilogue apply a relu's mask, so
/// that neither costs a pass over memory. Only within one layer, so that every layer's output stays observable, and only where the
/// derivative is had from the output, which is all that is kept.
/// </summary>
internal static class FuseActivations
{
    public static void Run(LoweringContext context)
    {
        var operations = context.Operations;
        for (var i = 0; i + 1 < operations.Count; i++)
        {
            if (operations[i] is Gemm gemm && operations[i + 1] is Map map && map.Input == gemm.Output && map.Layer == gemm.Layer
                && ActivationCodes.Of(map.Activation) is { FusesIntoEpilogue: true, DerivativeReadsInput: false })
            {
                context.Values.Remove(gemm.Output);
                gemm.Output = map.Output;
                gemm.Activation = map.Activation;
                operations.RemoveAt(i + 1);
            }
        }
        foreach (var consumer in operations.OfType<Gemm>())
        {
            var producer = operations.OfType<Gemm>().FirstOrDefault(p => p.Output == consumer.Input);
            if (producer?.Activation?.Kind == Activation.Relu)
            {
                consumer.MasksProducer = producer;
                producer.DerivativeAppliedByConsumer = true;
            }
        }
    }
}
