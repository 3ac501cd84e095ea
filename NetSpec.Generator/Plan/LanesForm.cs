using System;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Form 2: batches of a small network with samples in lanes. A block of samples, one a lane, goes through all layers before the next does;
/// each weight is a broadcast. No lane is padding, whatever the widths; but a tile of form 3 uses a weight's vector for many rows, and wins
/// where widths fill vectors.
/// </summary>
/// <param name="Gradient">Whether gradients have the form too.</param>
/// <param name="Cost">Vector operations of 16 samples, forward.</param>
/// <param name="TileCost">What the register tiles of form 3 would take.</param>
internal sealed record LanesForm(bool Gradient, int Cost, int TileCost)
{
    // Activations of a block stay in the first-level cache, and the sums of a layer in registers, two lots at most.
    private const int WidestInput = 128;
    private const int WidestLayer = 32;

    /// <summary>The form for a network, where it is the better one.</summary>
    public static LanesForm? Of(NetworkPlan plan)
    {
        if (plan.Network.Spec.Input.Rank != 1 || plan.Input.Width > WidestInput) return null;
        if (!plan.Inference.All(Has) || Instructions(plan.Inference) > UnrollingBudget.VectorOperationsPerMethod) return null;
        var gemms = plan.Inference.OfType<Gemm>().ToImmutableArray();
        if (gemms.IsEmpty) return null;
        // Besides its multiply-adds a sum is begun and stored; an input is turned into lanes and back.
        var cost = gemms.Sum(g => g.Output.Width * (g.Input.Width + 2)) + (4 * (plan.Input.Width + plan.Output.Width));
        var tiles = gemms.Sum(g => Padding.Round(g.Output.Width) * (g.Input.Width + 8));
        // Measured: at equal counts tiles win by a little, since they wait for no transposing.
        if (10 * cost >= 9 * tiles) return null;
        var gradient = plan.Operations.All(Has) && LossEmitters.ElementWise(plan.Network.Spec.Loss) is not null
            && Instructions(plan.Operations) <= UnrollingBudget.VectorOperationsPerMethod;
        return new(gradient, cost, tiles);
    }

    /// <summary>Why, for people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"samples in lanes (form 2): {Cost} vector operations for 16 samples on 512 bits, where register tiles would take {TileCost}, padding included");

    private static bool Has(Operation operation) => operation.Output.Width <= WidestLayer && operation switch
    {
        Gemm gemm => gemm.Weight.IsHome && gemm.Folded is null && gemm.Weight.Owner.Units <= WidestLayer,
        _ => operation is Map,
    };

    // Loops go over inputs, so that code grows with the outputs: two multiply-adds, a beginning and an end each, forward and back.
    private static int Instructions(ImmutableArray<Operation> operations) => operations.Sum(o => 4 * (o.Input.Width + o.Output.Width));
}
