using System;
using System.Collections.Generic;

namespace NetSpec.Spec.Resolving;

/// <summary>
/// Names that generated code uses itself, so that no network can have them: a class cannot bear the name of one of its members, and would
/// hide a type that the code takes from a directive at the head of its file. A test holds them against generated files.
/// </summary>
internal static class GeneratedNames
{
    private static readonly HashSet<string> _names = new(
        (
            // Members of the class.
            "InputSize OutputSize TargetSize ParameterCount StateSize Parameters Info Spec Layout Kernels Forward Gradient Train Loss AccumulateCovariance Observe Step " +
            "Initialize Load Save Frozen FrozenData SelfTest _runner " +
            // Namespaces, types, and types of the code for devices.
            "System NetSpec " +
            "Span ReadOnlySpan MethodImpl MethodImplAttribute MethodImplOptions SkipLocalsInit SkipLocalsInitAttribute Vector512 Vector256 Vector128 NotSupportedException " +
            "Action ArgumentException IDisposable Accelerator AcceleratorStream AcceleratorType KernelConfig Index2D PageLockedArray1D IContiguousArrayView " +
            "FloatView DoubleView FloatBuffer DoubleBuffer").Split(' '),
        StringComparer.Ordinal);

    public static bool Contains(string name) => _names.Contains(name);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<string> All => _names;
}
