using System.Collections.Immutable;
using NetSpec.Spec;

namespace NetSpec.Generator;

/// <summary>
/// Lets a multiplication with few units read an image's rows as they lie, among the operations of inference alone: flattening them takes a
/// scalar move a value, as long as the products themselves.
/// </summary>
internal static class SkipFlatten
{
    public static ImmutableArray<Operation> Run(ImmutableArray<Operation> operations, LoweringContext context)
    {
        var fused = ImmutableArray.CreateBuilder<Operation>();
        foreach (var operation in operations)
        {
            if (operation is Gemm gemm && fused.Count > 0 && fused[fused.Count - 1] is FlattenRows flatten && DotProducts.Suits(gemm, flatten))
                fused[fused.Count - 1] = new DotProducts(gemm, flatten, context.ReservePacked(DotProducts.CopyLength(gemm, flatten))).AtInference(gemm.Folded, gemm.Activation, gemm.Output);
            else
                fused.Add(operation);
        }
        return fused.ToImmutable();
    }
}
