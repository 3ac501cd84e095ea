using System.Collections.Generic;
using System.Linq;

namespace NetSpec.Generator;

/// <summary>
/// Marks the values of which many may be zero: the caller's input, of which nobody knows, what a rectifier gives, and what operations that
/// only move such values give. One sample looks for zeros there and nowhere else.
/// </summary>
internal static class ZeroValues
{
    public static void Mark(IEnumerable<Operation> operations)
    {
        foreach (var operation in operations)
        {
            var gives = operation is Activated { Activation: { } activation }
                ? ActivationCodes.Of(activation).Code.GivesZeros
                : operation.KeepsZeros && operation.Inputs.Any(v => v.HoldsZeros);
            if (!gives) continue;
            foreach (var output in operation.Outputs) output.HoldsZeros = true;
        }
    }
}
