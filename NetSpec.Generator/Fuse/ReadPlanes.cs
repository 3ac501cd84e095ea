using System.Collections.Immutable;

namespace NetSpec.Generator;

/// <summary>
/// Lets a convolution right behind the input read the caller's planes, among the operations of inference alone: turning them into rows of
/// channels takes a scalar move a value, and a row of three channels is thirteen lanes of padding.
/// </summary>
internal static class ReadPlanes
{
    public static ImmutableArray<Operation> Run(ImmutableArray<Operation> operations)
    {
        if (operations.Length < 2 || operations[0] is not PlanesToRows turn || operations[1] is not Convolve convolve) return operations;
        if (convolve.Input != turn.Output || !ConvolvePlanes.Suits(convolve)) return operations;
        var planes = new ConvolvePlanes(convolve, turn.Input).AtInference(convolve.Folded, convolve.Activation, convolve.Output);
        return operations.RemoveAt(0).SetItem(0, planes);
    }
}
