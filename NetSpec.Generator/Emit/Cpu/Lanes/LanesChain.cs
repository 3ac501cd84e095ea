using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Dense layers whose terms an earlier layer has left in registers, forward and on the way back, so that they wait for no memory. That needs
/// registers for both layers, and code without a loop.
/// </summary>
internal sealed class LanesChain
{
    private readonly HashSet<Gemm> _forward = [], _backward = [];

    public LanesChain(VectorTarget target, ImmutableArray<Operation> operations)
    {
        var (forward, backward) = (0, 0);
        for (var i = 1; i < operations.Length; i++)
        {
            if (operations[i - 1] is Gemm before && operations[i] is Gemm after && Fits(target, before.Output.Width, after.Output.Width, ref forward)) _forward.Add(after);
        }
        for (var i = operations.Length - 1; i > 0; i--)
        {
            if (operations[i - 1] is Gemm { Input.LeadsToInputOnly: false } before && operations[i] is Gemm
                && (before.Activation is null || before.DerivativeAppliedByConsumer)
                && Fits(target, before.Output.Width, before.Input.Width, ref backward))
                _backward.Add(before);
        }
    }

    /// <summary>Whether a layer's inputs are in registers.</summary>
    public bool InputsIn(Gemm gemm) => _forward.Contains(gemm);

    /// <summary>Whether the gradients of a layer's outputs are in registers.</summary>
    public bool OutputGradientsIn(Gemm gemm) => _backward.Contains(gemm);

    /// <summary>Whether some layer reads this value in registers.</summary>
    public bool Keeps(Value value) => _forward.Any(g => g.Input == value);

    /// <summary>Whether some layer reads this value's gradient in registers.</summary>
    public bool KeepsGradient(Value value) => _backward.Any(g => g.Output == value);

    private static bool Fits(VectorTarget target, int terms, int sums, ref int operations)
    {
        // One is left for what a constant takes, or the bound of an activation.
        var registers = target.Bits == 512 ? 31 : 15;
        var (fits, cost) = (terms + (sums * LanesSums.Chains(sums)) <= registers && terms <= LanesSums.Most(target), terms * sums);
        if (!fits || operations + cost > UnrollingBudget.VectorOperationsInLanes) return false;
        operations += cost;
        return true;
    }
}
