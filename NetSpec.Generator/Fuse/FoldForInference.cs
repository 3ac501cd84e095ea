using System.Collections.Generic;
using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>
/// The operations of inference alone, where nobody looks at the layers' outputs: a batch normalisation right after a multiplication or
/// convolution goes into its epilogue, and the activation after either, be it a layer of its own.
/// </summary>
internal static class FoldForInference
{
    public static ImmutableArray<Operation> Run(LoweringContext context)
    {
        var operations = context.Operations;
        var folded = ImmutableArray.CreateBuilder<Operation>();
        for (var i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not WeightedSum { Activation: null } sum)
            {
                folded.Add(operations[i]);
                continue;
            }
            var (last, normalisation) = ((Operation)sum, Next(operations, i) as NormaliseBatch);
            if (normalisation is not null) (last, i) = (normalisation, i + 1);
            var activation = normalisation?.Activation;
            if (activation is null && Next(operations, i) is Map map && ActivationCodes.Of(map.Activation!).FusesIntoEpilogue)
                (last, activation, i) = (map, map.Activation, i + 1);
            folded.Add(last == sum ? sum : sum.AtInference(Fold(normalisation, context), activation, last.Output));
        }
        return folded.ToImmutable();
    }

    // The operation after another, where it reads just that one's output. A value has one reader, so that nobody else misses it.
    private static Operation? Next(List<Operation> operations, int i) =>
        i + 1 < operations.Count && operations[i + 1].Input == operations[i].Output ? operations[i + 1] : null;

    private static FoldedNormalisation? Fold(NormaliseBatch? normalisation, LoweringContext context) => normalisation is null
        ? null
        : new(normalisation, context.ReservePacked(normalisation.Output.Width), context.ReservePacked(normalisation.Output.Width));
}
