using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Merges a layer's own cheap activation into the operation before it, and lets a consumer's backward pass apply a relu's mask, so
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
            if (operations[i] is Activated { Activation: null } sum && operations[i + 1] is Map map && map.Input == sum.Output && map.Layer == sum.Layer
                && ActivationCodes.Of(map.Activation!) is { FusesIntoEpilogue: true, DerivativeReadsInput: false })
            {
                context.Values.Remove(sum.Output);
                sum.Output = map.Output;
                sum.Activation = map.Activation;
                operations.RemoveAt(i + 1);
            }
        }
        var producers = operations.OfType<Activated>().Where(o => o.Activation?.Kind == Activation.Relu).ToDictionary(o => o.Output);
        foreach (var consumer in operations.Where(o => o.CanMaskInputGradient))
        {
            if (!producers.TryGetValue(consumer.Input, out var producer)) continue;
            consumer.MasksInputGradient = true;
            producer.DerivativeAppliedByConsumer = true;
        }
    }
}
