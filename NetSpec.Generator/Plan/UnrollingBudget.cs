namespace NetSpec.Generator;

/// <summary>
/// How much may be unrolled. The JIT gives up optimising a method at 20,000 IL instructions or 8,000 local references (2.6 to 4 times
/// slower), and csc needs 5 s for 100,000 unrolled vector operations, so generated code must not grow with the widths beyond this.
/// </summary>
internal static class UnrollingBudget
{
    /// <summary>Unrolled vector multiply-adds of one layer; above it a register tile with a loop takes over.</summary>
    public const int VectorOperationsPerLayer = 600;

    /// <summary>Unrolled vector operations of one method, each about 16 IL instructions.</summary>
    public const int VectorOperationsPerMethod = 900;

    /// <summary>
    /// Multiply-adds of those layers of a block of samples whose inputs stay in registers. Each takes the JIT some 10 us, which the first call waits for.
    /// </summary>
    public const int VectorOperationsInLanes = 450;

    /// <summary>IL instructions of any generated method.</summary>
    public const int InstructionsPerMethod = 15_000;

    /// <summary>Local references of any generated method.</summary>
    public const int LocalReferencesPerMethod = 6_000;
}
